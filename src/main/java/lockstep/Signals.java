package lockstep;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/// The signals that the daemon answers.
///
/// By reflection: the compiler warns of `sun.misc.Signal`, for which there is no other word, and
/// nothing silences it.
enum Signals {
  /// stop, exit status 143
  TERM(143),
  /// stop, exit status 130
  INT(130),
  /// read the configuration again and reopen the logs
  HUP(129);

  /// The exit status of a program that the signal ended, as shells give it.
  final int exitStatus;

  Signals(int exitStatus) {
    this.exitStatus = exitStatus;
  }

  /// Has the receiver told of each signal from now on, on threads of the virtual machine.
  static void receive(Consumer<Signals> receiver) {
    for (Signals signal : values()) {
      signal.handle(receiver);
    }
  }

  private void handle(Consumer<Signals> receiver) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> answer(receiver, proxy, method, arguments));
      Object signal = signalType.getConstructor(String.class).newInstance(name());
      signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      // -Xrs, or a virtual machine without jdk.unsupported: the signal keeps its default action
      Log.WARN.warn("The signal {} cannot be received: {}", name(), String.valueOf(e.getCause()));
    }
  }

  @SuppressWarnings("ReferenceEquality") // that is what a handler's equality is
  private Object answer(
      Consumer<Signals> receiver, Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "handle" -> {
        receiver.accept(this);
        yield proxy; // handle returns nothing
      }
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> name();
    };
  }
}
