import * as m from "./mutation.ts";
import { append, CRM, ECOMMERCE, edit, LOGISTICS, RUNTIME, SHOP, WOO } from "./mutation.ts";

const CONTROLLER = "controllers/webhook_controller.py";
const ADAPTER = "components/adapter.py";

/** A controller more. */
const route = (options: string, body: string): string =>
  `\n\nclass MoreController(http.Controller):\n    @http.route("/more/webhook", ${options})\n    def more(self, **_kwargs):\n${body.replace(/^(?=.)/gm, "        ")}`;
const SOUND = 'type="http", auth="public", methods=["POST"], csrf=False, save_session=False';

/** A function that calls something outside. */
const call = (body: string): string =>
  `\n\nimport requests\n\n\ndef fetch(backend):\n${body.replace(/^(?=.)/gm, "    ")}`;

export const http: readonly m.Mutation[] = [
  edit(
    "http-signature-compare",
    "19.0",
    RUNTIME,
    CONTROLLER,
    "hmac.compare_digest(self._raw(rule, item), expected)",
    "self._raw(rule, item) == expected",
  ),
  append(
    "http-signature-compare",
    "17.0",
    SHOP,
    CONTROLLER,
    "\n\nimport hashlib\nimport hmac\n\n\ndef verify(secret, body, signature):\n    expected = hmac.new(secret, body, hashlib.sha256).hexdigest()\n    return expected == signature\n",
    { at: "return expected ==" },
  ),
  append(
    "http-writes-before-check",
    "19.0",
    WOO,
    CONTROLLER,
    route(
      SOUND,
      'request = http.request\nrequest.env["generic.webhook"].sudo().create({"event_type": "x"})\nif not self._verify(request):\n    return request.make_response("", status=401)\nreturn "ok"\n',
    ),
    { at: ".create(" },
  ),
  append(
    "http-without-signature",
    "18.0",
    SHOP,
    CONTROLLER,
    route(
      SOUND,
      'http.request.env["shopify.backend"].sudo().search([], limit=1).with_delay().sync_orders()\nreturn "ok"\n',
    ),
    { at: "/more/webhook" },
  ),
  append(
    "http-csrf-blocks",
    "19.0",
    CRM,
    CONTROLLER,
    route('type="http", auth="public", methods=["POST"], save_session=False', 'return "ok"\n'),
    { at: "/more/webhook" },
  ),
  append(
    "http-route-json",
    "19.0",
    SHOP,
    CONTROLLER,
    route('type="json", auth="user", methods=["POST"], save_session=False', "return {}\n"),
    { at: 'type="json"' },
  ),
  append(
    "http-route-type",
    "18.0",
    SHOP,
    CONTROLLER,
    route('type="jsonrpc", auth="user", methods=["POST"], save_session=False', "return {}\n"),
    { at: 'type="jsonrpc"' },
  ),
  append(
    "http-auth-bearer",
    "17.0",
    LOGISTICS,
    CONTROLLER,
    route('type="http", auth="bearer", methods=["POST"], csrf=False, save_session=False', 'return "ok"\n'),
    { at: 'auth="bearer"' },
  ),
  append(
    "http-any-method",
    "19.0",
    ECOMMERCE,
    CONTROLLER,
    route(
      'type="http", auth="public", csrf=False, save_session=False',
      'request = http.request\nif not self._verify(request):\n    return request.make_response("", status=401)\nrequest.env["generic.webhook"].sudo().create({"event_type": "x"})\nreturn "ok"\n',
    ),
    { at: "/more/webhook" },
  ),
  append(
    "http-unverified-tls",
    "19.0",
    SHOP,
    ADAPTER,
    call(
      "response = requests.get(backend.get_base_url(), timeout=10, verify=False)\nresponse.raise_for_status()\nreturn response.json()\n",
    ),
    { at: "verify=False" },
  ),
  append(
    "http-without-timeout",
    "18.0",
    WOO,
    ADAPTER,
    call("response = requests.get(backend.get_base_url())\nresponse.raise_for_status()\nreturn response.json()\n"),
    { at: "requests.get(" },
  ),
  append(
    "http-without-timeout",
    "16.0",
    CRM,
    ADAPTER,
    call(
      "session = requests.Session()\nresponse = session.post(backend.get_base_url(), json={})\nresponse.raise_for_status()\nreturn response.json()\n",
    ),
    { at: "session.post(" },
  ),
  append(
    "http-hardcoded-url",
    "19.0",
    SHOP,
    ADAPTER,
    call(
      'response = requests.get("https://api.acme.example/v1/orders", timeout=10)\nresponse.raise_for_status()\nreturn response.json()\n',
    ),
    { at: "https://api.acme.example" },
  ),
  append(
    "http-unchecked-status",
    "17.0",
    SHOP,
    ADAPTER,
    call("return requests.get(backend.get_base_url(), timeout=10).json()\n"),
    { at: "requests.get(" },
  ),
  append(
    "http-swallowed-error",
    "19.0",
    SHOP,
    ADAPTER,
    call(
      "try:\n    requests.post(backend.get_base_url(), timeout=10).raise_for_status()\nexcept requests.RequestException:\n    pass\n",
    ),
    { at: "except requests" },
  ),
];
