/** All rules, by code. Made by scripts/rules.mjs from the files beside it. */
import type { Rule } from "./rule.ts";
import accessBackendForEveryone from "./access-backend-for-everyone.ts";
import accessCompanyRuleMissing from "./access-company-rule-missing.ts";
import accessDuplicateRow from "./access-duplicate-row.ts";
import accessForEveryone from "./access-for-everyone.ts";
import accessMissing from "./access-missing.ts";
import accessRuleUnknownField from "./access-rule-unknown-field.ts";
import accessUnknownGroup from "./access-unknown-group.ts";
import accessUnknownModel from "./access-unknown-model.ts";
import backendChain from "./backend-chain.ts";
import backendExportMethod from "./backend-export-method.ts";
import backendSettingUnknown from "./backend-setting-unknown.ts";
import backendSyncEntityUnknown from "./backend-sync-entity-unknown.ts";
import backendWithoutConnectionTest from "./backend-without-connection-test.ts";
import bindingBackendComodel from "./binding-backend-comodel.ts";
import bindingExternalIdType from "./binding-external-id-type.ts";
import bindingInheritsFieldMissing from "./binding-inherits-field-missing.ts";
import bindingInheritsForced from "./binding-inherits-forced.ts";
import bindingInheritsNotRequired from "./binding-inherits-not-required.ts";
import bindingInheritsOndelete from "./binding-inherits-ondelete.ts";
import bindingNotExternalBinding from "./binding-not-external-binding.ts";
import bindingSettingUnknownField from "./binding-setting-unknown-field.ts";
import bindingUniqueWithoutBackend from "./binding-unique-without-backend.ts";
import bindingWithoutBackend from "./binding-without-backend.ts";
import bindingWithoutExternalId from "./binding-without-external-id.ts";
import bindingWithoutRecord from "./binding-without-record.ts";
import bindingWithoutUnique from "./binding-without-unique.ts";
import componentAbstractNeverUsed from "./component-abstract-never-used.ts";
import componentAmbiguous from "./component-ambiguous.ts";
import componentApplyOnUnbound from "./component-apply-on-unbound.ts";
import componentCollectionNoBackend from "./component-collection-no-backend.ts";
import componentDuplicateName from "./component-duplicate-name.ts";
import componentListenerEchoes from "./component-listener-echoes.ts";
import componentListenerSignature from "./component-listener-signature.ts";
import componentListenerWithoutApplyOn from "./component-listener-without-apply-on.ts";
import componentSettingUnknownField from "./component-setting-unknown-field.ts";
import componentSettingUnknownModel from "./component-setting-unknown-model.ts";
import componentTakesKnownName from "./component-takes-known-name.ts";
import componentUnknownApplyOn from "./component-unknown-apply-on.ts";
import componentUnknownByName from "./component-unknown-by-name.ts";
import componentUnknownCollection from "./component-unknown-collection.ts";
import componentUnknownInherit from "./component-unknown-inherit.ts";
import componentUsageUnprovided from "./component-usage-unprovided.ts";
import componentWithoutApplyOn from "./component-without-apply-on.ts";
import componentWithoutCollection from "./component-without-collection.ts";
import componentWithoutName from "./component-without-name.ts";
import cronActive from "./cron-active.ts";
import cronUnknownMethod from "./cron-unknown-method.ts";
import cronUnknownModel from "./cron-unknown-model.ts";
import cronUpdatedAgain from "./cron-updated-again.ts";
import cronWithoutCode from "./cron-without-code.ts";
import dataDuplicateId from "./data-duplicate-id.ts";
import dataIgnoredTag from "./data-ignored-tag.ts";
import dataMissingRequired from "./data-missing-required.ts";
import dataOrder from "./data-order.ts";
import dataSelectionValue from "./data-selection-value.ts";
import dataUnknownField from "./data-unknown-field.ts";
import dataUnknownModel from "./data-unknown-model.ts";
import dataUnknownReference from "./data-unknown-reference.ts";
import dataUnknownTag from "./data-unknown-tag.ts";
import dataValueWhitespace from "./data-value-whitespace.ts";
import dataWrongModel from "./data-wrong-model.ts";
import httpAnyMethod from "./http-any-method.ts";
import httpAuthBearer from "./http-auth-bearer.ts";
import httpCsrfBlocks from "./http-csrf-blocks.ts";
import httpHardcodedUrl from "./http-hardcoded-url.ts";
import httpRouteJson from "./http-route-json.ts";
import httpRouteType from "./http-route-type.ts";
import httpSavesSession from "./http-saves-session.ts";
import httpSignatureCompare from "./http-signature-compare.ts";
import httpSwallowedError from "./http-swallowed-error.ts";
import httpUncheckedStatus from "./http-unchecked-status.ts";
import httpUnverifiedTls from "./http-unverified-tls.ts";
import httpWithoutSignature from "./http-without-signature.ts";
import httpWithoutTimeout from "./http-without-timeout.ts";
import httpWritesBeforeCheck from "./http-writes-before-check.ts";
import jobArgumentNotSerializable from "./job-argument-not-serializable.ts";
import jobChannelUnknown from "./job-channel-unknown.ts";
import jobChannelWithoutParent from "./job-channel-without-parent.ts";
import jobCommits from "./job-commits.ts";
import jobFunctionOnAbstract from "./job-function-on-abstract.ts";
import jobFunctionUnresolved from "./job-function-unresolved.ts";
import jobIdentityOfPayload from "./job-identity-of-payload.ts";
import jobRemovedApi from "./job-removed-api.ts";
import jobResultUsed from "./job-result-used.ts";
import jobRetriesEverything from "./job-retries-everything.ts";
import jobRetriesForever from "./job-retries-forever.ts";
import jobRetryPattern from "./job-retry-pattern.ts";
import jobSwallowsRetry from "./job-swallows-retry.ts";
import jobSyncInRequest from "./job-sync-in-request.ts";
import jobUnknownMethod from "./job-unknown-method.ts";
import jobWithoutFunction from "./job-without-function.ts";
import manifestAutoInstall from "./manifest-auto-install.ts";
import manifestCycle from "./manifest-cycle.ts";
import manifestDuplicate from "./manifest-duplicate.ts";
import manifestExternalDependency from "./manifest-external-dependency.ts";
import manifestMissing from "./manifest-missing.ts";
import manifestMissingDependency from "./manifest-missing-dependency.ts";
import manifestMissingKey from "./manifest-missing-key.ts";
import manifestNotInstallable from "./manifest-not-installable.ts";
import manifestTypes from "./manifest-types.ts";
import manifestUnknownDependency from "./manifest-unknown-dependency.ts";
import manifestUnknownKey from "./manifest-unknown-key.ts";
import manifestVersion from "./manifest-version.ts";
import manifestVersionUnknown from "./manifest-version-unknown.ts";
import mapperChangedByUnknown from "./mapper-changed-by-unknown.ts";
import mapperChildrenDouble from "./mapper-children-double.ts";
import mapperMany2oneWithoutModifier from "./mapper-many2one-without-modifier.ts";
import mapperModifierType from "./mapper-modifier-type.ts";
import mapperNumberBecomesFalse from "./mapper-number-becomes-false.ts";
import mapperRequiredUnmapped from "./mapper-required-unmapped.ts";
import mapperReturnsNoDict from "./mapper-returns-no-dict.ts";
import mapperRunsAlways from "./mapper-runs-always.ts";
import mapperUnknownChildModel from "./mapper-unknown-child-model.ts";
import mapperUnknownKey from "./mapper-unknown-key.ts";
import mapperUnknownSource from "./mapper-unknown-source.ts";
import mapperUnknownTarget from "./mapper-unknown-target.ts";
import mapperWithoutExternalId from "./mapper-without-external-id.ts";
import modelBrokenRelated from "./model-broken-related.ts";
import modelConstraintColumn from "./model-constraint-column.ts";
import modelConstraintIgnored from "./model-constraint-ignored.ts";
import modelDeprecatedAttribute from "./model-deprecated-attribute.ts";
import modelDeprecatedMethod from "./model-deprecated-method.ts";
import modelDeprecatedModule from "./model-deprecated-module.ts";
import modelDuplicateField from "./model-duplicate-field.ts";
import modelEnvironmentUnknown from "./model-environment-unknown.ts";
import modelHookSignature from "./model-hook-signature.ts";
import modelPrivateAlias from "./model-private-alias.ts";
import modelRemovedAttribute from "./model-removed-attribute.ts";
import modelRemovedDecorator from "./model-removed-decorator.ts";
import modelRemovedMethod from "./model-removed-method.ts";
import modelRemovedModule from "./model-removed-module.ts";
import modelUnknownAttribute from "./model-unknown-attribute.ts";
import modelUnknownComodel from "./model-unknown-comodel.ts";
import modelUnknownCompute from "./model-unknown-compute.ts";
import modelUnknownDependency from "./model-unknown-dependency.ts";
import modelUnknownFieldUsed from "./model-unknown-field-used.ts";
import modelUnknownInherit from "./model-unknown-inherit.ts";
import modelUnknownInverse from "./model-unknown-inverse.ts";
import modelUnknownOrderField from "./model-unknown-order-field.ts";
import modelUnknownXmlid from "./model-unknown-xmlid.ts";
import modelWithoutDescription from "./model-without-description.ts";
import pythonCommit from "./python-commit.ts";
import pythonContextLost from "./python-context-lost.ts";
import pythonEnvTranslation from "./python-env-translation.ts";
import pythonExceptPass from "./python-except-pass.ts";
import pythonMutableDefault from "./python-mutable-default.ts";
import pythonNaiveTime from "./python-naive-time.ts";
import pythonPrint from "./python-print.ts";
import pythonSqlInjection from "./python-sql-injection.ts";
import pythonTranslatedLate from "./python-translated-late.ts";
import pythonUndefinedName from "./python-undefined-name.ts";
import pythonUntranslatedError from "./python-untranslated-error.ts";
import secretCopied from "./secret-copied.ts";
import secretInData from "./secret-in-data.ts";
import secretInSource from "./secret-in-source.ts";
import secretLogged from "./secret-logged.ts";
import secretShown from "./secret-shown.ts";
import secretTracked from "./secret-tracked.ts";
import secretWithoutGroups from "./secret-without-groups.ts";
import structureDataMissing from "./structure-data-missing.ts";
import structureDataNotListed from "./structure-data-not-listed.ts";
import structureDemoInData from "./structure-demo-in-data.ts";
import structureNotLoaded from "./structure-not-loaded.ts";
import structureRequiredFile from "./structure-required-file.ts";
import structureRequiredFolder from "./structure-required-folder.ts";
import suppressionUnknownCode from "./suppression-unknown-code.ts";
import suppressionUnused from "./suppression-unused.ts";
import suppressionWithoutReason from "./suppression-without-reason.ts";
import syntaxCsv from "./syntax-csv.ts";
import syntaxManifest from "./syntax-manifest.ts";
import syntaxPython from "./syntax-python.ts";
import syntaxXml from "./syntax-xml.ts";
import testMissing from "./test-missing.ts";
import testNotLoaded from "./test-not-loaded.ts";
import testWithoutTag from "./test-without-tag.ts";
import viewBrokenXpath from "./view-broken-xpath.ts";
import viewDomainField from "./view-domain-field.ts";
import viewExpression from "./view-expression.ts";
import viewGroupsUnknown from "./view-groups-unknown.ts";
import viewModifierField from "./view-modifier-field.ts";
import viewRemovedAttribute from "./view-removed-attribute.ts";
import viewRemovedTag from "./view-removed-tag.ts";
import viewUnknownButton from "./view-unknown-button.ts";
import viewUnknownField from "./view-unknown-field.ts";
import viewUnknownFilter from "./view-unknown-filter.ts";
import viewUnknownIcon from "./view-unknown-icon.ts";
import viewUnknownModel from "./view-unknown-model.ts";
import viewUnknownParent from "./view-unknown-parent.ts";
import viewWrongMode from "./view-wrong-mode.ts";

export const RULES: readonly Rule[] = [
  accessBackendForEveryone,
  accessCompanyRuleMissing,
  accessDuplicateRow,
  accessForEveryone,
  accessMissing,
  accessRuleUnknownField,
  accessUnknownGroup,
  accessUnknownModel,
  backendChain,
  backendExportMethod,
  backendSettingUnknown,
  backendSyncEntityUnknown,
  backendWithoutConnectionTest,
  bindingBackendComodel,
  bindingExternalIdType,
  bindingInheritsFieldMissing,
  bindingInheritsForced,
  bindingInheritsNotRequired,
  bindingInheritsOndelete,
  bindingNotExternalBinding,
  bindingSettingUnknownField,
  bindingUniqueWithoutBackend,
  bindingWithoutBackend,
  bindingWithoutExternalId,
  bindingWithoutRecord,
  bindingWithoutUnique,
  componentAbstractNeverUsed,
  componentAmbiguous,
  componentApplyOnUnbound,
  componentCollectionNoBackend,
  componentDuplicateName,
  componentListenerEchoes,
  componentListenerSignature,
  componentListenerWithoutApplyOn,
  componentSettingUnknownField,
  componentSettingUnknownModel,
  componentTakesKnownName,
  componentUnknownApplyOn,
  componentUnknownByName,
  componentUnknownCollection,
  componentUnknownInherit,
  componentUsageUnprovided,
  componentWithoutApplyOn,
  componentWithoutCollection,
  componentWithoutName,
  cronActive,
  cronUnknownMethod,
  cronUnknownModel,
  cronUpdatedAgain,
  cronWithoutCode,
  dataDuplicateId,
  dataIgnoredTag,
  dataMissingRequired,
  dataOrder,
  dataSelectionValue,
  dataUnknownField,
  dataUnknownModel,
  dataUnknownReference,
  dataUnknownTag,
  dataValueWhitespace,
  dataWrongModel,
  httpAnyMethod,
  httpAuthBearer,
  httpCsrfBlocks,
  httpHardcodedUrl,
  httpRouteJson,
  httpRouteType,
  httpSavesSession,
  httpSignatureCompare,
  httpSwallowedError,
  httpUncheckedStatus,
  httpUnverifiedTls,
  httpWithoutSignature,
  httpWithoutTimeout,
  httpWritesBeforeCheck,
  jobArgumentNotSerializable,
  jobChannelUnknown,
  jobChannelWithoutParent,
  jobCommits,
  jobFunctionOnAbstract,
  jobFunctionUnresolved,
  jobIdentityOfPayload,
  jobRemovedApi,
  jobResultUsed,
  jobRetriesEverything,
  jobRetriesForever,
  jobRetryPattern,
  jobSwallowsRetry,
  jobSyncInRequest,
  jobUnknownMethod,
  jobWithoutFunction,
  manifestAutoInstall,
  manifestCycle,
  manifestDuplicate,
  manifestExternalDependency,
  manifestMissing,
  manifestMissingDependency,
  manifestMissingKey,
  manifestNotInstallable,
  manifestTypes,
  manifestUnknownDependency,
  manifestUnknownKey,
  manifestVersion,
  manifestVersionUnknown,
  mapperChangedByUnknown,
  mapperChildrenDouble,
  mapperMany2oneWithoutModifier,
  mapperModifierType,
  mapperNumberBecomesFalse,
  mapperRequiredUnmapped,
  mapperReturnsNoDict,
  mapperRunsAlways,
  mapperUnknownChildModel,
  mapperUnknownKey,
  mapperUnknownSource,
  mapperUnknownTarget,
  mapperWithoutExternalId,
  modelBrokenRelated,
  modelConstraintColumn,
  modelConstraintIgnored,
  modelDeprecatedAttribute,
  modelDeprecatedMethod,
  modelDeprecatedModule,
  modelDuplicateField,
  modelEnvironmentUnknown,
  modelHookSignature,
  modelPrivateAlias,
  modelRemovedAttribute,
  modelRemovedDecorator,
  modelRemovedMethod,
  modelRemovedModule,
  modelUnknownAttribute,
  modelUnknownComodel,
  modelUnknownCompute,
  modelUnknownDependency,
  modelUnknownFieldUsed,
  modelUnknownInherit,
  modelUnknownInverse,
  modelUnknownOrderField,
  modelUnknownXmlid,
  modelWithoutDescription,
  pythonCommit,
  pythonContextLost,
  pythonEnvTranslation,
  pythonExceptPass,
  pythonMutableDefault,
  pythonNaiveTime,
  pythonPrint,
  pythonSqlInjection,
  pythonTranslatedLate,
  pythonUndefinedName,
  pythonUntranslatedError,
  secretCopied,
  secretInData,
  secretInSource,
  secretLogged,
  secretShown,
  secretTracked,
  secretWithoutGroups,
  structureDataMissing,
  structureDataNotListed,
  structureDemoInData,
  structureNotLoaded,
  structureRequiredFile,
  structureRequiredFolder,
  suppressionUnknownCode,
  suppressionUnused,
  suppressionWithoutReason,
  syntaxCsv,
  syntaxManifest,
  syntaxPython,
  syntaxXml,
  testMissing,
  testNotLoaded,
  testWithoutTag,
  viewBrokenXpath,
  viewDomainField,
  viewExpression,
  viewGroupsUnknown,
  viewModifierField,
  viewRemovedAttribute,
  viewRemovedTag,
  viewUnknownButton,
  viewUnknownField,
  viewUnknownFilter,
  viewUnknownIcon,
  viewUnknownModel,
  viewUnknownParent,
  viewWrongMode,
];
