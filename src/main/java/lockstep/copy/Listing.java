package lockstep.copy;

import java.util.List;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.TreeException;

/// The entries of a directory that are to be compared.
///
/// @param complete whether what is not in the source's listing is not in the source
record Listing(List<Entry> entries, boolean complete) {
  static Listing of(Setup setup, Tally tally, DirectoryPair pair, Work.Part part) {
    Work.Scan scan = part.scan();
    if (isBeyond(setup, tally, pair)) {
      return new Listing(List.of(), false);
    }
    if (scan == null) {
      return new Listing(Entry.ofNames(part.names()), true);
    }
    setup.visitor().beforeListing(pair.path(), pair.source());
    try {
      List<Directory.Entry> source = pair.source().list();
      List<Directory.Entry> target = pair.target().list();
      if (!part.isSecond()) {
        tally.seen(target.size());
      }
      if (pair.path().isRoot() && part.deletes() && !scan.evenIfEmpty()) {
        haltIfEmptied(setup.filters(), tally, source, target);
      }
      return new Listing(Entry.merge(part.names(), source, target), true);
    } catch (TreeException e) {
      tally.failed(pair.path(), true, e);
      return new Listing(Entry.ofNames(part.names()), false);
    }
  }

  private static boolean isBeyond(Setup setup, Tally tally, DirectoryPair pair) {
    try {
      return Boundary.isCrossed(setup.source(), pair.source(), setup.options());
    } catch (TreeException e) {
      tally.failed(pair.path(), true, e);
      return true;
    }
  }

  private static void haltIfEmptied(
      Filters filters, Tally tally, List<Directory.Entry> source, List<Directory.Entry> target) {
    if (source.stream().allMatch(entry -> isExcluded(filters, entry))
        && !target.stream().allMatch(entry -> isExcludedFromRemoval(filters, entry))) {
      tally.halt("the source is empty and the target is not");
    }
  }

  private static boolean isExcluded(Filters filters, Directory.Entry entry) {
    return filters.excludes(RelativePath.ROOT.resolve(entry.name()), isDirectory(entry));
  }

  private static boolean isExcludedFromRemoval(Filters filters, Directory.Entry entry) {
    return TemporaryNames.isTemporary(entry.name())
        || filters.isProtected(RelativePath.ROOT.resolve(entry.name()), isDirectory(entry));
  }

  private static boolean isDirectory(Directory.Entry entry) {
    return entry.type() == FileType.DIRECTORY;
  }
}
