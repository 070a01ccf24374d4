//! How much may be attached: what the case has, what the disk has room for, and why a file is not taken.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use teren_domain::attachment::{self, Limits, OverLimit};
use uuid::Uuid;

use crate::contract::{AttachmentRoomView, Problem, ProblemCode};
use crate::session::Open;

impl Open {
    /// Bytes of all attachments of a case that are known here, the same bytes once.
    pub(crate) fn attached_to_case(
        &mut self,
        case: Uuid,
    ) -> Result<BTreeMap<[u8; 32], u64>, Problem> {
        let known = self.store.attachments()?.into_iter();
        let of_case = known.filter(|known| known.key.case == case);
        Ok(of_case
            .map(|known| (known.key.sha256, known.size))
            .collect())
    }

    /// Refuses so many bytes where a limit stands against them, before anything is written; those the case has already, by their
    /// hash, take no more.
    pub(crate) fn hindered(
        &mut self,
        case: Uuid,
        (size, sha256): (u64, Option<[u8; 32]>),
        limits: &Limits,
        free: Option<u64>,
    ) -> Result<(), Problem> {
        let mut others = self.attached_to_case(case)?;
        if let Some(sha256) = sha256 {
            others.remove(&sha256);
        }
        let of_case = others.values().sum();
        let told = |code, told: &[(&str, u64)]| Problem {
            code,
            parameters: (told.iter())
                .map(|(name, bytes)| ((*name).to_owned(), megabytes(*bytes).to_string()))
                .collect(),
        };
        match limits.hindrance(size, of_case, free) {
            None => Ok(()),
            Some(OverLimit::File) => Err(too_large(limits)),
            Some(OverLimit::Case) => Err(told(
                ProblemCode::AttachmentCaseFull,
                &[("megabytes", limits.case_bytes), ("used", of_case)],
            )),
            Some(OverLimit::Disk) => Err(told(
                ProblemCode::AttachmentDiskLow,
                &[("megabytes", free.unwrap_or(0))],
            )),
        }
    }
}

pub(crate) fn limits(day: NaiveDate) -> Result<&'static Limits, Problem> {
    attachment::limits(day).ok_or_else(|| Problem::of(ProblemCode::Internal))
}

/// Megabytes, rounded up.
fn megabytes(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(u32::MAX)
}

pub(crate) fn too_large(limits: &Limits) -> Problem {
    Problem {
        code: ProblemCode::AttachmentTooLarge,
        parameters: [(
            "megabytes".to_owned(),
            megabytes(limits.file_bytes).to_string(),
        )]
        .into(),
    }
}

pub(crate) fn room_view(
    limits: &Limits,
    used: BTreeMap<[u8; 32], u64>,
    free: Option<u64>,
) -> AttachmentRoomView {
    AttachmentRoomView {
        file: megabytes(limits.file_bytes),
        case: megabytes(limits.case_bytes),
        used: megabytes(used.into_values().sum()),
        low_disk: free.filter(|_| limits.is_low(free)).map(megabytes),
    }
}
