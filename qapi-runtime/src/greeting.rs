//! What a server says first.

use std::fmt;

/// The server's greeting: who it is and what it offers. `QMP` in the protocol.
///
/// ```
/// # fn demo(vm: &qapi_runtime::Client) {
/// let greeting = vm.greeting();
/// println!("QEMU {}", greeting.version);
/// if greeting.version.at_least(8, 2) { /* … */ }
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Greeting {
    /// The server's version.
    pub version: Version,
    /// What the server can do beyond the basic protocol, such as `oob`. Later
    /// servers may offer what this library does not know.
    pub capabilities: Vec<String>,
}

impl Greeting {
    /// A greeting with this version and without capabilities.
    #[must_use]
    pub fn new(version: Version) -> Self {
        Self {
            version,
            capabilities: Vec::new(),
        }
    }

    /// Whether the server offers this capability.
    ///
    /// ```
    /// # fn demo(vm: &qapi_runtime::Client) {
    /// let out_of_band = vm.greeting().offers("oob");
    /// # }
    /// ```
    #[must_use]
    pub fn offers(&self, capability: &str) -> bool {
        self.capabilities.iter().any(|offer| offer == capability)
    }
}

/// A server's version, as its greeting gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Version {
    /// Changes once a year: the 10 in 10.2.1.
    pub major: u64,
    /// Changes with every release: the 2 in 10.2.1. Development versions
    /// have 50 and more here or in `micro`.
    pub minor: u64,
    /// Changes with every fix of a release: the 1 in 10.2.1.
    pub micro: u64,
    /// What the distributor calls the package; often empty.
    pub package: String,
}

impl Version {
    /// A version without the name of a package.
    #[must_use]
    pub fn new(major: u64, minor: u64, micro: u64) -> Self {
        Self {
            major,
            minor,
            micro,
            package: String::new(),
        }
    }

    /// Whether this is the given release or a later one.
    ///
    /// ```
    /// use qapi_runtime::Version;
    ///
    /// let version = Version::new(7, 2, 22);
    /// assert!(version.at_least(7, 2) && !version.at_least(8, 0));
    /// ```
    #[must_use]
    pub fn at_least(&self, major: u64, minor: u64) -> bool {
        (self.major, self.minor) >= (major, minor)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.micro)?;
        if !self.package.is_empty() {
            write!(f, " ({})", self.package.trim())?;
        }
        Ok(())
    }
}
