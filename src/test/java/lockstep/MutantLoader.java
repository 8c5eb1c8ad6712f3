package lockstep;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;

/// Loads all classes of this program once more, and one of them changed.
final class MutantLoader extends ClassLoader {
  private final String changed;
  private final ClassTransform change;

  /// @param changed the name of the class to be changed
  MutantLoader(String changed, ClassTransform change) {
    super(MutantLoader.class.getClassLoader());
    this.changed = changed;
    this.change = change;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("lockstep.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] code = read(name);
    if (name.equals(changed)) {
      var resolver =
          ClassHierarchyResolver.ofResourceParsing(type -> getResourceAsStream(path(type)));
      ClassFile file = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
      code = file.transformClass(file.parse(code), change);
    }
    return defineClass(name, code, 0, code.length);
  }

  private static String path(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1) + ".class";
  }

  private byte[] read(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
