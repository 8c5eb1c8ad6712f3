package lockstep.copy;

import java.util.concurrent.Executor;
import lockstep.filter.Filters;
import lockstep.tree.Tree;

/// What one [TreeCopier] was made with, and what it keeps from work to work.
record Setup(
    Tree source,
    Tree target,
    Filters filters,
    CopyOptions options,
    TreeCopier.Visitor visitor,
    Executor workers,
    TemporaryNames names,
    Drafts drafts,
    FileContent content,
    LinkTable links) {}
