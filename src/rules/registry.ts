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
import componentAbstractNeverUsed from "./component-abstract-never-used.ts";
import componentAmbiguous from "./component-ambiguous.ts";
import componentApplyOnUnbound from "./component-apply-on-unbound.ts";
import componentCollectionNoBackend from "./component-collection-no-backend.ts";
import componentDuplicateName from "./component-duplicate-name.ts";
import componentListenerEchoes from "./component-listener-echoes.ts";
import componentListenerSignature from "./component-listener-signature.ts";
import componentListenerWithoutApplyOn from "./component-listener-without-apply-on.ts";
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
import manifestMissing from "./manifest-missing.ts";
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
import secretCopied from "./secret-copied.ts";
import secretInData from "./secret-in-data.ts";
import secretInSource from "./secret-in-source.ts";
import secretLogged from "./secret-logged.ts";
import secretShown from "./secret-shown.ts";
import secretTracked from "./secret-tracked.ts";
import secretWithoutGroups from "./secret-without-groups.ts";
import structureNotLoaded from "./structure-not-loaded.ts";
import suppressionUnknownCode from "./suppression-unknown-code.ts";
import suppressionUnused from "./suppression-unused.ts";
import suppressionWithoutReason from "./suppression-without-reason.ts";

export const RULES: readonly Rule[] = [
  accessBackendForEveryone,
  accessCompanyRuleMissing,
  accessDuplicateRow,
  accessForEveryone,
  accessMissing,
  accessRuleUnknownField,
  accessUnknownGroup,
  accessUnknownModel,
  componentAbstractNeverUsed,
  componentAmbiguous,
  componentApplyOnUnbound,
  componentCollectionNoBackend,
  componentDuplicateName,
  componentListenerEchoes,
  componentListenerSignature,
  componentListenerWithoutApplyOn,
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
  manifestMissing,
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
  secretCopied,
  secretInData,
  secretInSource,
  secretLogged,
  secretShown,
  secretTracked,
  secretWithoutGroups,
  structureNotLoaded,
  suppressionUnknownCode,
  suppressionUnused,
  suppressionWithoutReason,
];
