//! The form as a person can proof-read it: ids, kinds, categories, sources and rules.

use std::fmt::Write;

use crate::INTERVIEW;
use crate::field::Field;
use crate::form::{Block, BlockKind, Form, StepKind, Target};

impl Form {
    /// Every segment, block and field with id, kind, category, source tag and rules.
    #[must_use]
    pub fn outline(&self) -> String {
        let mut text = format!(
            "{} · {} · {} · answers for {:?}\n",
            self.title, self.id, self.version, self.answers_for
        );
        for section in &self.sections {
            let duty = if section.mandatory {
                "obowiązkowy"
            } else {
                "fakultatywny"
            };
            // Writing to a string cannot fail.
            let paper = match (section.paper, section.numbered) {
                (false, _) => ", poza drukiem",
                (true, false) => ", bez numeru",
                (true, true) => "",
            };
            let _ = writeln!(
                text,
                "\n{} {} ({duty}{paper}) {}",
                section.id, section.title, section.source
            );
            if let Some(skip) = &section.skip_field {
                let _ = writeln!(text, "  ~ {skip}: nie dotyczy / nie wypełniam");
            }
            for block in &section.blocks {
                self.outline_block(block, 1, &mut text);
            }
        }
        text
    }

    fn outline_block(&self, block: &Block, depth: usize, text: &mut String) {
        let indent = "  ".repeat(depth);
        let kind = block.record_kind.as_deref().unwrap_or(INTERVIEW);
        let _ = writeln!(
            text,
            "{indent}[{}] {} <{kind}> {}{}",
            block.id,
            block.title,
            block.source,
            block
                .switch
                .as_ref()
                .map_or_else(String::new, |switch| format!(" switch {switch}"))
        );
        let Some(&number) = self.table_by_kind.get(kind) else {
            return;
        };
        let Some(table) = self.tables.get(number) else {
            return;
        };
        for id in &block.fields {
            let Some(&slot) = table.slot_by_id.get(id) else {
                continue;
            };
            let Some(field) = table.slots.get(slot) else {
                continue;
            };
            let _ = writeln!(text, "{indent}  {}", outline_field(field));
            self.outline_rules(number, slot, &indent, text);
        }
        for check in &self.checks {
            if matches!(&check.target, Target::Block(id) if *id == block.id) {
                let _ = writeln!(
                    text,
                    "{indent}    ! {:?} {}: {} — {}",
                    check.severity, check.id, check.source, check.text
                );
            }
        }
        if block.kind == BlockKind::Rows {
            self.outline_touched(number, &indent, text);
        }
        for inner in &block.rows {
            self.outline_block(inner, depth + 1, text);
        }
    }

    fn outline_rules(&self, table: usize, slot: usize, indent: &str, text: &mut String) {
        for step in self
            .steps
            .iter()
            .filter(|step| step.table == table && step.slot == slot)
        {
            let word = match step.kind {
                StepKind::Asked => "asked when",
                StepKind::Computed => "computed as",
            };
            let _ = writeln!(text, "{indent}    ? {word} {}", step.source);
        }
        for figure in self
            .figures
            .iter()
            .filter(|figure| self.is_slot(table, slot, &figure.field))
        {
            let _ = writeln!(text, "{indent}    = {}", figure.figure);
        }
        for check in &self.checks {
            if check.table == table && matches!(check.target, Target::Slot(at) if at == slot) {
                let _ = writeln!(
                    text,
                    "{indent}    ! {:?} {}: {} — {}",
                    check.severity, check.id, check.source, check.text
                );
            }
        }
    }

    fn outline_touched(&self, table: usize, indent: &str, text: &mut String) {
        for rule in self.touched.iter().filter(|rule| rule.table == table) {
            let _ = writeln!(
                text,
                "{indent}    ! Error {}: carried and older than the month that counts, unless confirmed and {} — {}",
                rule.id, rule.source, rule.text
            );
        }
    }

    fn is_slot(&self, table: usize, slot: usize, field: &str) -> bool {
        self.tables.get(table).is_some_and(|known| {
            known.kind == INTERVIEW && known.slot_by_id.get(field) == Some(&slot)
        })
    }
}

fn outline_field(field: &Field) -> String {
    let mut marks = String::new();
    for (set, mark) in [
        (field.required, " required"),
        (field.computed, " computed"),
        (field.overridable, " overridable"),
        (field.by_head, " by_head"),
        (field.fresh, " fresh"),
    ] {
        if set {
            marks.push_str(mark);
        }
    }
    let limit = field
        .limit
        .map(|limit| format!(" ≤{limit}"))
        .unwrap_or_default();
    let offered = field.choices.iter().filter(|choice| choice.offered);
    let choices: Vec<String> = offered
        .map(|choice| match choice.category {
            Some(category) => format!("{} · {category:?}", choice.value),
            None => choice.value.clone(),
        })
        .collect();
    let choices = if choices.is_empty() {
        String::new()
    } else {
        format!(" ({})", choices.join(" | "))
    };
    format!(
        "{} – {} : {}{limit}{choices} · {:?} · {}{marks}",
        field.id,
        field.full_label(),
        field.kind.word(),
        field.category,
        field.source
    )
}
