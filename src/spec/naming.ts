/** All names of one connector. */
export interface ConnectorNames {
  /** `shopify` */
  readonly name: string;
  /** `shopify_connector` */
  readonly addon: string;
  /** `shopify.backend` */
  readonly backendModel: string;
  /** `ShopifyBackend` */
  readonly backendClass: string;
  /** `shopify_backend` */
  readonly backendTable: string;
  /** `Shopify` */
  readonly classPrefix: string;
  /** `root.shopify` */
  readonly channel: string;
  /** `/shopify/webhook` */
  readonly route: string;
  /** `shopify.adapter`, `ShopifyAdapter` */
  readonly adapterComponent: string;
  readonly adapterClass: string;
  /** `shopify.binder`, `ShopifyBinder` */
  readonly binderComponent: string;
  readonly binderClass: string;
  /** `ShopifyWebhookController` */
  readonly controllerClass: string;
  /** `shopify.sync.wizard`, `ShopifySyncWizard` */
  readonly wizardModel: string;
  readonly wizardClass: string;
  /** The abstract mother of this connector's bindings' shared fields: none is needed; the prefix of XML ids. */
  readonly xmlPrefix: string;
}

/** All names of one entity of a connector. */
export interface EntityNames {
  /** `product` */
  readonly entity: string;
  /** `products` */
  readonly plural: string;
  /** `Product`, `Products` */
  readonly label: string;
  readonly labelPlural: string;
  /** `Product`: prefix of component classes */
  readonly className: string;
  /** `shopify.product.template`, `ShopifyProductTemplate`, `shopify_product_template` */
  readonly bindingModel: string;
  readonly bindingClass: string;
  readonly bindingTable: string;
  /** One2many on the Odoo model: `shopify_bind_ids`, `shopify_address_bind_ids` for a second entity on a model. */
  readonly bindField: string;
  /** `product_binding` (models/product_binding.py) */
  readonly bindingModule: string;
  /** `views/product_views.xml` */
  readonly bindingFile: string;
  readonly viewFile: string;
  /** Backend: `sync_products`, `_sync_products_implementation` */
  readonly syncMethod: string;
  readonly syncImplementation: string;
  /** Adapter: `get_products`, `get_product`, `get_all_products`, `create_product`, `update_product`, `delete_product` */
  readonly listMethod: string;
  readonly getMethod: string;
  readonly getAllMethod: string;
  readonly createMethod: string;
  readonly updateMethod: string;
  readonly deleteMethod: string;
  readonly components: Readonly<
    Record<
      "importMapper" | "importer" | "batchImporter" | "exportMapper" | "exporter" | "batchExporter",
      { readonly name: string; readonly className: string }
    >
  >;
  /** XML ids without the addon: `view_shopify_product_template_form` … */
  readonly xml: Readonly<
    Record<
      | "form"
      | "list"
      | "search"
      | "action"
      | "menu"
      | "accessUser"
      | "accessManager"
      | "companyRule"
      | "cron"
      | "parentForm",
      string
    >
  >;
}
