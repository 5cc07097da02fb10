//! Rounds in which all subjects take turns, so that whatever else the machine
//! does in the meantime meets all of them alike.

use std::time::Duration;

/// The middle of some numbers.
///
/// # Panics
///
/// There are none.
#[must_use]
pub fn median(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.into_iter().collect();
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    match numbers.len() % 2 {
        0 => (numbers[middle - 1] + numbers[middle]) / 2.0,
        _ => numbers[middle],
    }
}

/// What subjects took, round by round.
#[derive(Clone, Debug, Default)]
pub struct Rounds {
    /// For each round the seconds of each subject.
    pub rounds: Vec<Vec<f64>>,
}

impl Rounds {
    /// The median of a subject, in seconds.
    #[must_use]
    pub fn median(&self, subject: usize) -> f64 {
        median(self.rounds.iter().map(|round| round[subject]))
    }

    /// The median of one subject's time over another's in the same round.
    #[must_use]
    pub fn ratio(&self, subject: usize, other: usize) -> f64 {
        median(
            self.rounds
                .iter()
                .map(|round| round[subject] / round[other]),
        )
    }
}

/// Something that is measured.
pub struct Subject<'a> {
    /// What it is called in tables.
    pub name: &'static str,
    /// Does it this many times.
    pub run: Box<dyn FnMut(usize) + 'a>,
}

impl<'a> Subject<'a> {
    /// One that does a thing once for each time.
    pub fn new(name: &'static str, mut once: impl FnMut() + 'a) -> Self {
        Self {
            name,
            run: Box::new(move |times| (0..times).for_each(|_| once())),
        }
    }
}

/// Measures by this clock, in `count` rounds of about `slice` for each
/// subject. The result is for one time.
pub fn compare(
    subjects: &mut [Subject<'_>],
    clock: fn() -> Duration,
    count: usize,
    slice: Duration,
) -> Rounds {
    let [rounds] = compare_by(subjects, [clock], count, slice);
    rounds
}

/// The same by several clocks at once.
pub fn compare_by<const CLOCKS: usize>(
    subjects: &mut [Subject<'_>],
    clocks: [fn() -> Duration; CLOCKS],
    count: usize,
    slice: Duration,
) -> [Rounds; CLOCKS] {
    let times: Vec<usize> = subjects
        .iter_mut()
        .map(|subject| calibrate(subject, slice))
        .collect();
    let mut rounds: [Rounds; CLOCKS] = std::array::from_fn(|_| Rounds::default());
    for round in 0..count {
        for rounds in &mut rounds {
            rounds.rounds.push(vec![0.0; subjects.len()]);
        }
        // Each has each place in the order.
        for place in 0..subjects.len() {
            let index = (place + round) % subjects.len();
            let starts = clocks.map(|clock| clock());
            (subjects[index].run)(times[index]);
            let ends = clocks.map(|clock| clock());
            for (clock, rounds) in rounds.iter_mut().enumerate() {
                let took = ends[clock] - starts[clock];
                rounds.rounds[round][index] = took.as_secs_f64() / times[index] as f64;
            }
        }
    }
    rounds
}

/// How many times fill a slice; it warms up, too.
fn calibrate(subject: &mut Subject<'_>, slice: Duration) -> usize {
    let mut times = 1;
    loop {
        let start = super::clock::wall();
        (subject.run)(times);
        let took = super::clock::wall() - start;
        if took * 4 >= slice {
            let more = slice.as_secs_f64() / took.as_secs_f64().max(1e-9);
            return ((times as f64 * more) as usize).max(1);
        }
        times *= 2;
    }
}
