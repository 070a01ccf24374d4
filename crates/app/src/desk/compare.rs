//! Two texts held against each other word by word.

use similar::{ChangeTag, TextDiff};

use crate::contract::{SegmentKind, SegmentView};

/// Texts shorter than this many characters are read at a glance.
const LONG: usize = 60;

/// The words of `after` against those of `before`, neighbours of one kind together; nothing for short texts.
pub(crate) fn segments(before: &str, after: &str) -> Vec<SegmentView> {
    if before.is_empty() || before.chars().count().max(after.chars().count()) < LONG {
        return Vec::new();
    }
    let difference = TextDiff::from_words(before, after);
    let mut segments: Vec<SegmentView> = Vec::new();
    for change in difference.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => SegmentKind::Same,
            ChangeTag::Delete => SegmentKind::Removed,
            ChangeTag::Insert => SegmentKind::Added,
        };
        match segments.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => segments.push(SegmentView {
                kind,
                text: change.value().to_owned(),
            }),
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put_together(segments: &[SegmentView], without: SegmentKind) -> String {
        let kept = segments.iter().filter(|segment| segment.kind != without);
        kept.map(|segment| segment.text.as_str()).collect()
    }

    #[test]
    fn both_texts_can_be_put_together_again_from_the_segments() {
        let before =
            "Rodzina zajmuje dwa pokoje z kuchnią; piec węglowy wymaga naprawy, woda zimna.";
        let after =
            "Rodzina zajmuje trzy pokoje z kuchnią; piec wymaga naprawy, woda zimna. Okna nowe.";
        let segments = segments(before, after);
        assert_eq!(put_together(&segments, SegmentKind::Added), before);
        assert_eq!(put_together(&segments, SegmentKind::Removed), after);
        let added: Vec<&str> = segments
            .iter()
            .filter(|segment| segment.kind == SegmentKind::Added)
            .map(|segment| segment.text.trim())
            .collect();
        assert_eq!(added, ["trzy", "Okna nowe."]);
    }

    #[test]
    fn a_telephone_number_is_not_taken_apart() {
        assert!(segments("000000301", "000000302").is_empty());
    }
}
