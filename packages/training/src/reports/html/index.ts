/** Reports as HTML files that open by themselves, without network. */
export { htmlReport } from './html-report.js';
export type {
  ChartsPart,
  DefinitionsPart,
  NumberColumn,
  NumbersPart,
  PicturesPart,
  Report,
  ReportPart,
  ReportSection,
  TextPart,
} from './report.js';
export { writeReport } from './write-report.js';
