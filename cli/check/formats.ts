import type { Style } from '../terminal';
import { formatGithub } from './githubFormat';
import { formatGitlab } from './gitlabFormat';
import { formatJunit } from './junitFormat';
import type { FileReport } from './report';
import { formatSarif } from './sarifFormat';
import { formatText } from './textFormat';

export type CheckFormat = 'text' | 'json' | 'sarif' | 'github' | 'gitlab' | 'junit';

/** The whole report as one text. `texts`: what stands in the files that have problems, by path. */
export function formatReport(
  format: CheckFormat,
  files: readonly FileReport[],
  texts: ReadonlyMap<string, string>,
  style: Style,
): string {
  switch (format) {
    case 'text':
      return formatText(files, texts, style);
    case 'json':
      return `${JSON.stringify({ files }, undefined, 2)}\n`;
    case 'sarif':
      return formatSarif(files);
    case 'github':
      return formatGithub(files);
    case 'gitlab':
      return formatGitlab(files);
    case 'junit':
      return formatJunit(files, texts);
  }
}
