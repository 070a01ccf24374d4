//! Stories of named people with laptops and one office: the readable specification of what Teren does.
//! None of them needs a window.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod access_log;
mod article_16;
mod assistance;
mod attachments;
mod authorisation;
mod backups;
mod bad_line;
mod board;
mod courier;
mod crash;
mod family_plan;
mod family_terms;
mod hand_over;
mod held_back;
mod inbox;
mod laptops;
mod lease;

mod merge_desk;
mod one_family;
mod owned_rules;
mod papers;
mod partner;
mod passed_further;
mod private_draft;
mod put_right_meanwhile;
mod remarks;
mod rescue;
mod restored;
mod returned;
mod safekeeping;
mod scope;
mod sealed;
mod shared_interview;
mod support_file;
mod taken_back;
mod terms;
mod unregistered;
mod update;
mod voice_notes;
mod world;
