//! A form definition as the screen draws it.

use teren_domain::facts::Assessed;
use teren_questionnaire::{Block, BlockKind as FormBlock, Field, Form, Kind};

use crate::contract::{
    AnswerKind, BlockKind, BlockView, FieldView, FormView, OptionView, SectionView,
};

/// The whole form, in the order of the paper.
#[must_use]
pub fn view(form: &Form) -> FormView {
    let sections = form.sections.iter().map(|section| SectionView {
        id: section.id.clone(),
        title: section.title.clone(),
        mandatory: section.mandatory,
        blocks: section
            .blocks
            .iter()
            .map(|block| block_view(form, block))
            .collect(),
        skip_field: section.skip_field.clone(),
    });
    FormView {
        id: form.id.clone(),
        version: form.version.clone(),
        title: form.title.clone(),
        sections: sections.collect(),
        assessed: form.kind.assessed() != Assessed::Nothing,
    }
}

fn block_view(form: &Form, block: &Block) -> BlockView {
    let kind = match block.kind {
        FormBlock::Fields => BlockKind::Fields,
        FormBlock::Members => BlockKind::Members,
        FormBlock::Rows => BlockKind::Rows,
    };
    let record_kind = block
        .record_kind
        .as_deref()
        .unwrap_or(teren_questionnaire::INTERVIEW);
    let fields = block.fields.iter().filter_map(|id| match kind {
        BlockKind::Rows => form.column(record_kind, id),
        BlockKind::Fields | BlockKind::Members => form.field(record_kind, id),
    });
    BlockView {
        id: block.id.clone(),
        title: block.title.clone(),
        kind,
        record_kind: block.record_kind.clone(),
        fields: fields.filter_map(field_view).collect(),
        rows: block
            .rows
            .iter()
            .map(|rows| block_view(form, rows))
            .collect(),
        add_label: block.add_label.clone(),
        empty_text: block.empty_text.clone(),
    }
}

/// A field as its control needs it; `None` for what has none of its own.
pub(crate) fn field_view(field: &Field) -> Option<FieldView> {
    Some(FieldView {
        id: field.id.clone(),
        label: field.full_label(),
        hint: field.hint.clone(),
        kind: answer_kind(field.kind)?,
        options: field
            .choices
            .iter()
            .filter(|choice| choice.offered)
            .map(|choice| OptionView {
                value: choice.value.clone(),
                label: choice.value.clone(),
            })
            .collect(),
        max_length: field.limit,
        required: field.required,
        computed: field.computed,
        overridable: field.overridable,
    })
}

fn answer_kind(kind: Kind) -> Option<AnswerKind> {
    Some(match kind {
        Kind::Text => AnswerKind::Text,
        Kind::LongText => AnswerKind::LongText,
        Kind::Date => AnswerKind::Date,
        Kind::Month => AnswerKind::Month,
        Kind::Choice => AnswerKind::Choice,
        Kind::MultiChoice => AnswerKind::MultiChoice,
        Kind::YesNo => AnswerKind::YesNo,
        Kind::Amount => AnswerKind::Amount,
        Kind::Number => AnswerKind::Number,
        Kind::Decimal => AnswerKind::Decimal,
        Kind::Pesel => AnswerKind::Pesel,
        Kind::PostalCode => AnswerKind::PostalCode,
        Kind::Phone => AnswerKind::Phone,
        Kind::Teryt => AnswerKind::Teryt,
        Kind::IdentityDocument => AnswerKind::IdentityDocument,
        Kind::Row | Kind::Skip => return None,
    })
}
