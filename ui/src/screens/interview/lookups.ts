import type {
  ComputedView, EvaluationView, FieldKey, FieldView, FindingView, FormView, JsonValue, RecordView, SectionProgress, SectionView, Severity,
} from '../../backend/types';

/** The evaluation, ready to be asked by record and field. */
export interface Lookups {
  unasked: Set<string>;
  computed: Map<string, ComputedView>;
  findings: Map<string, FindingView[]>;
  sections: Map<string, SectionProgress>;
}

export function keyOf(record: string, field: string): string {
  return `${record}/${field}`;
}

export function lookupsOf(evaluation: EvaluationView): Lookups {
  const findings = new Map<string, FindingView[]>();
  for (const finding of evaluation.findings) {
    const key = keyOf(finding.record, finding.column ?? finding.field);
    findings.set(key, [...(findings.get(key) ?? []), finding]);
  }
  return {
    unasked: new Set(evaluation.unasked.map((key) => keyOf(key.record, key.field))),
    computed: new Map(evaluation.computed.map((computed) => [keyOf(computed.record, computed.field), computed])),
    findings,
    sections: new Map(evaluation.sections.map((progress) => [progress.section, progress])),
  };
}

/** The section that shows records of a kind, also as tables in a person's card. */
function sectionOf(form: FormView, kind: string): string | undefined {
  return form.sections.find((section) => section.blocks.some((block) => block.record_kind === kind || block.rows.some((rows) => rows.record_kind === kind)))?.id;
}

/** The interview's own record. */
export function rootOf(records: RecordView[]): RecordView | undefined {
  return records.find((record) => record.kind === 'interview');
}

/** Records of a block, in their order; rows of the interview itself hang on its root or on nothing. */
export function recordsOf(records: RecordView[], kind: string | null, parent: RecordView): RecordView[] {
  return records
    .filter((record) => record.kind === kind && (record.parent === parent.id || (record.parent === null && parent.kind === 'interview')))
    .sort((a, b) => a.order - b.order);
}

/** A person's name from the record's own answers, else from what was computed for it. */
export function nameOf(record: RecordView | undefined, lookups?: Lookups): string {
  if (!record) return '';
  const prefix = record.kind === 'member' ? 'member_' : '';
  const part = (field: string) => {
    const own = record.answers[prefix + field];
    const value = isEmpty(own) ? lookups?.computed.get(keyOf(record.id, prefix + field))?.value : own;
    return typeof value === 'string' ? value : '';
  };
  return `${part('first_name')} ${part('last_name')}`.trim();
}

/** The answer as a row: an object by column, empty when nothing was typed. */
export function rowOf(record: RecordView): { [column in string]: JsonValue } {
  const row = record.answers['row'];
  return typeof row === 'object' && row !== null && !Array.isArray(row) ? row : {};
}

export function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

export interface Skipping { decision: string; reason: string }

/** What was decided of a facultative segment; null while it is being filled. */
export function skippingOf(section: SectionView, root: RecordView): Skipping | null {
  const value = section.skip_field ? root.answers[section.skip_field] : null;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || typeof value['decision'] !== 'string') return null;
  return { decision: value['decision'], reason: typeof value['reason'] === 'string' ? value['reason'] : '' };
}

const WEIGHT: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/** Findings in the order a person takes them: by gravity, then as the form runs. */
export function inOrder(findings: FindingView[], form: FormView): FindingView[] {
  const place = new Map(form.sections.map((section, index) => [section.id, index]));
  return [...findings].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || (place.get(a.section) ?? 0) - (place.get(b.section) ?? 0));
}

/** Fields under one title: „Adres – kod pocztowy” and „Adres – ulica” stand together under „Adres”. */
export interface FieldGroup { title: string | null; fields: { field: FieldView; label: string }[] }

export function groupsOf(fields: FieldView[]): FieldGroup[] {
  const groups: FieldGroup[] = [];
  for (const field of fields) {
    const cut = field.label.indexOf(' – ');
    const title = cut < 0 ? null : field.label.slice(0, cut);
    const last = groups.at(-1);
    const one = { field, label: title === null ? field.label : field.label.slice(cut + 3) };
    if (last && last.title === title) last.fields.push(one);
    else groups.push({ title, fields: [one] });
  }
  return groups.flatMap((group) => (group.title !== null && group.fields.length === 1 ? [{ title: null, fields: group.fields.map(({ field }) => ({ field, label: field.label })) }] : [group]));
}

/** The section that asks an answer; of a row, the one that shows rows of its kind. */
export function sectionOfAnswer(form: FormView, records: RecordView[], at: FieldKey): string | undefined {
  if (at.field === 'row') return sectionOf(form, records.find((kept) => kept.id === at.record)?.kind ?? '');
  const blocks = (section: SectionView) => section.blocks.flatMap((block) => [block, ...block.rows]);
  const asks = (section: SectionView) => blocks(section).some((block) => block.fields.some((field) => field.id === at.field));
  return form.sections.find((one) => one.skip_field === at.field || asks(one))?.id;
}
