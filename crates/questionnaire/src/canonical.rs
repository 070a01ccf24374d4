//! The one way of writing answers down as bytes: what the seal's digests are taken over.

use std::collections::BTreeMap;

use serde_json::Value;
use teren_domain::Category;

use crate::answers::{Answers, Record};
use crate::form::Form;
use crate::{INTERVIEW, STRUCTURE};

impl Form {
    /// The answers of one category as canonical bytes: JSON with sorted keys and no spaces, records by id, form id and
    /// version first. Removed records, cleared answers and fields this form does not know are left out; neither the
    /// order of insertion nor the order of keys shows.
    #[must_use]
    pub fn canonical(&self, answers: &Answers, category: Category) -> Vec<u8> {
        let mut records: BTreeMap<String, Value> = BTreeMap::new();
        for record in answers.living() {
            let fields = self.fields_of(record, category);
            if !fields.is_empty() {
                records.insert(
                    record.id.to_string(),
                    Value::Object(fields.into_iter().collect()),
                );
            }
        }
        let mut bytes = Vec::new();
        let head = [
            ("category", Value::from(category.number())),
            ("form", Value::from(self.id.as_str())),
            ("records", Value::Object(records.into_iter().collect())),
            ("version", Value::from(self.version.as_str())),
        ];
        write(
            &Value::Object(
                head.into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect(),
            ),
            &mut bytes,
        );
        bytes
    }

    fn fields_of(&self, record: &Record, category: Category) -> BTreeMap<String, Value> {
        let mut fields: BTreeMap<String, Value> = record
            .answers
            .iter()
            .filter(|(_, value)| !value.is_null())
            .filter_map(|(field, value)| {
                let part = self.part_in(&record.kind, field, value, category)?;
                Some((field.clone(), part))
            })
            .collect();
        // The root's own structure lies in the one category no seal covers: it is sealed with who they are.
        let home = match record.kind.as_str() {
            INTERVIEW => Some(Category::Identity),
            kind => self.category_of(kind, STRUCTURE),
        };
        if home == Some(category) {
            let mut place = serde_json::Map::new();
            place.insert("kind".to_owned(), Value::from(record.kind.as_str()));
            place.insert("order".to_owned(), Value::from(record.order));
            if let Some(parent) = record.parent.filter(|_| record.kind != INTERVIEW) {
                place.insert("parent".to_owned(), Value::from(parent.to_string()));
            }
            let origins = [
                ("from", record.from),
                ("based_on", record.based_on),
                ("version_of", record.version_of),
            ];
            for (name, id) in origins {
                if let Some(id) = id {
                    place.insert(name.to_owned(), Value::from(id.to_string()));
                }
            }
            if !record.without.is_empty() {
                place.insert("without".to_owned(), Value::from(record.without.clone()));
            }
            fields.insert(STRUCTURE.to_owned(), Value::Object(place));
        }
        fields
    }
}

/// Keys are sorted here, so that no map's own order can show.
fn write(value: &Value, bytes: &mut Vec<u8>) {
    match value {
        Value::Object(fields) => {
            let sorted: BTreeMap<&String, &Value> = fields.iter().collect();
            bytes.push(b'{');
            for (place, (key, value)) in sorted.into_iter().enumerate() {
                if place > 0 {
                    bytes.push(b',');
                }
                bytes.extend(Value::from(key.as_str()).to_string().into_bytes());
                bytes.push(b':');
                write(value, bytes);
            }
            bytes.push(b'}');
        }
        Value::Array(items) => {
            bytes.push(b'[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    bytes.push(b',');
                }
                write(item, bytes);
            }
            bytes.push(b']');
        }
        plain => bytes.extend(plain.to_string().into_bytes()),
    }
}
