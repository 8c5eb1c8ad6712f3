package lockstep.copy;

import java.util.concurrent.Executor;
import lockstep.filter.Filters;
import lockstep.tree.Tree;
import org.jspecify.annotations.Nullable;

/// What one [TreeCopier] was made with, and what it keeps from work to work.
///
/// @param foresight of a rehearsal; null where the work is done
record Setup(
    Tree source,
    Tree target,
    Filters filters,
    CopyOptions options,
    Borders borders,
    TreeCopier.Visitor visitor,
    Executor workers,
    TemporaryNames names,
    Drafts drafts,
    FileContent content,
    SignatureCache signatures,
    LinkTable links,
    @Nullable Foresight foresight) {}
