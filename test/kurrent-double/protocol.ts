import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
const generated = (file: string): any => load(`@kurrent/kurrentdb-client/generated/kurrentdb/protocols/${file}`);

/** The client's own protobuf definitions: the double speaks exactly the protocol of the client. */
export const streams = generated('v1/streams_pb');
export const shared = generated('v1/shared_pb');
export const features = generated('v1/serverfeatures_pb');
export const status = generated('v1/status_pb');
export const streamsV2 = generated('v2/streams/streams_pb');
export const errorsV2 = generated('v2/streams/errors_pb');
export const { StreamsService } = generated('v1/streams_grpc_pb');
export const { ServerFeaturesService } = generated('v1/serverfeatures_grpc_pb');
export const { StreamsServiceService } = generated('v2/streams/streams_grpc_pb');
export const { Any } = load('google-protobuf/google/protobuf/any_pb');
