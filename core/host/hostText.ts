/** The text of a host file as it is edited: what an edit costs follows the edit, as far as the file names us at all. */
import type { TextEdit } from '../sql/document';
import { readEmbeddedSql, type EmbeddedSql } from './embeddedSql';
import { rescanHost, scanHost, type HostScan } from './hostScan';
import { KnownSql } from './knownSql';
import type { HostLanguage } from './language';
import { findHostLanguage } from './languages';
import { editMentions, findMentions } from './mentions';

export class HostText {
  private pieces: readonly EmbeddedSql[] | undefined;

  private constructor(
    readonly text: string,
    private readonly language: HostLanguage | undefined,
    private readonly mentions: readonly number[],
    private scan: HostScan | undefined,
    private readonly known: KnownSql<EmbeddedSql>,
  ) {}

  /** `languageId`: as editors call it; in a language that isn't known there is no SQL. */
  static create(text: string, languageId: string): HostText {
    const language = findHostLanguage(languageId);
    return new HostText(
      text,
      language,
      language ? findMentions(text) : [],
      undefined,
      new KnownSql<EmbeddedSql>(),
    );
  }

  edit(edit: TextEdit): HostText {
    const text = this.text.slice(0, edit.start) + edit.newText + this.text.slice(edit.end);
    if (!this.language) return new HostText(text, this.language, [], undefined, this.known);
    const scan = this.scan && rescanHost(this.scan, text, this.language, edit);
    return new HostText(
      text,
      this.language,
      editMentions(this.mentions, text, edit),
      scan,
      this.known.next(),
    );
  }

  /** Its SQL, in the order of the text; found when it is first asked for. */
  get embedded(): readonly EmbeddedSql[] {
    this.pieces ??= this.find();
    return this.pieces;
  }

  private find(): readonly EmbeddedSql[] {
    if (!this.language || this.mentions.length === 0) return [];
    if (!this.language.blocks) this.scan ??= scanHost(this.text, this.language);
    const { text, language, known, mentions, scan } = this;
    return readEmbeddedSql(text, language, known, { mentions, ...(scan && { scan }) });
  }
}
