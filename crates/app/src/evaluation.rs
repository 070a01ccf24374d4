//! What the rules say, as the screen shows it.

use teren_questionnaire::{Evaluation, Form, SectionState as State, Severity as Grade};

use crate::contract::{
    ComputedView, EvaluationView, FieldKey, FindingView, SectionProgress, SectionState, Severity,
};
use crate::values::Records;

pub(crate) fn view(evaluation: &Evaluation, form: &Form, records: &Records) -> EvaluationView {
    let kind = |record| {
        records
            .get(record)
            .map(|record| record.kind.as_str())
            .unwrap_or_default()
    };
    EvaluationView {
        unasked: evaluation
            .unasked
            .iter()
            .map(|key| FieldKey {
                record: key.record,
                field: key.field.clone(),
            })
            .collect(),
        computed: evaluation
            .computed
            .iter()
            .map(|computed| ComputedView {
                record: computed.record,
                field: computed.field.clone(),
                value: computed.value.clone(),
                text: form.value_text(kind(computed.record), &computed.field, &computed.value),
            })
            .collect(),
        findings: evaluation
            .findings
            .iter()
            .map(|finding| FindingView {
                section: finding.section.clone(),
                record: finding.record,
                field: finding.field.clone(),
                column: finding.column.clone(),
                severity: severity(finding.severity),
                rule: finding.rule.clone(),
                text: finding.text.clone(),
            })
            .collect(),
        sections: evaluation
            .sections
            .iter()
            .map(|progress| SectionProgress {
                section: progress.section.clone(),
                state: match progress.state {
                    State::Unopened => SectionState::Unopened,
                    State::InProgress => SectionState::InProgress,
                    State::Complete => SectionState::Complete,
                    State::Errors => SectionState::Errors,
                    State::Skipped => SectionState::Skipped,
                },
                answered: progress.answered,
                asked: progress.asked,
                errors: progress.errors,
                warnings: progress.warnings,
            })
            .collect(),
        complete: evaluation.complete,
    }
}

fn severity(grade: Grade) -> Severity {
    match grade {
        Grade::Error => Severity::Error,
        Grade::Warning => Severity::Warning,
        Grade::Note => Severity::Note,
    }
}
