/** DeePSiM's comparison as one experiment: losses and seeds, judged in every way. */
export { deepsimProtocol, type ProtocolOptions } from './protocol.js';
export type {
  Direction,
  Judgement,
  LossName,
  LossSummary,
  Measures,
  ProtocolResult,
} from './result.js';
export { protocolFiles } from './write-protocol.js';
