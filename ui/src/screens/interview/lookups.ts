import type {
  BlockView, ComputedView, EvaluationView, FieldView, FindingView, FormView, JsonValue, RecordView, SectionProgress, SectionView, Severity,
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

export function nameOf(record: RecordView | undefined): string {
  const part = (field: string) => (typeof record?.answers[field] === 'string' ? record.answers[field] : '');
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

/** The field a finding speaks of, to name it in the summary. */
export function fieldNamed(blocks: BlockView[], id: string): FieldView | undefined {
  for (const block of blocks) {
    const found = block.fields.find((field) => field.id === id) ?? fieldNamed(block.rows, id);
    if (found) return found;
  }
  return undefined;
}
