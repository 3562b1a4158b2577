package org.hilfarm.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The methods and types of some files, as the compiler's parser sees them. */
record Parsed(List<Method> methods, List<Type> types) {
  /** A method or constructor with a body. */
  record Method(String where, String name, int lines, int parameters, Set<String> annotations) {}

  /** A type; {@code visible} from outside its package. */
  record Type(String where, boolean visible, boolean documented) {}

  static Parsed of(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      var collector = new Collector(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        collector.scan(new TreePath(unit), null);
      }
      return new Parsed(collector.methods, collector.types);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Collector extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees trees;
    private final List<Method> methods = new ArrayList<>();
    private final List<Type> types = new ArrayList<>();

    Collector(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      boolean visible = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
      if (!type.getSimpleName().isEmpty()) {
        types.add(
            new Type(where(type), visible, trees.getDocCommentTree(getCurrentPath()) != null));
      }
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      methods.add(
          new Method(
              where(method),
              method.getName().toString(),
              (int) (line(method, true) - line(method, false) + 1),
              ofRecord(method) ? 0 : method.getParameters().size(),
              method.getModifiers().getAnnotations().stream()
                  .map(a -> a.getAnnotationType().toString())
                  .collect(Collectors.toSet())));
      return super.visitMethod(method, null);
    }

    /** A record's constructor takes its components, and those are fields, not parameters. */
    private boolean ofRecord(MethodTree method) {
      return method.getReturnType() == null
          && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
    }

    private String where(Tree tree) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      return Sources.named(Path.of(unit.getSourceFile().toUri())) + ":" + line(tree, false);
    }

    private long line(Tree tree, boolean end) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      var positions = trees.getSourcePositions();
      long at = end ? positions.getEndPosition(unit, tree) : positions.getStartPosition(unit, tree);
      return unit.getLineMap().getLineNumber(Math.max(0, at));
    }
  }
}
