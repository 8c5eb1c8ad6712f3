package lockstep.config;

/// The functions of a configuration file that carry out a sync, known to whoever read the file and
/// to nobody in this package.
///
/// Equal are those that come of the same text, as the functions themselves cannot be compared.
public interface Handlers {}
