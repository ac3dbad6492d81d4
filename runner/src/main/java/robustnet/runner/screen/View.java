package robustnet.runner.screen;

import java.util.List;

/// Something that fills the screen until a key leaves it: a page, a list, a diff.
///
/// It holds where the learner stands in it and nothing of the terminal. Not safe for use by several
/// threads.
public interface View {
    /// What is to be seen now.
    ///
    /// @param columns of the screen, from 1 on; may be another number each time
    /// @param rows of the screen, from 1 on; may be another number each time
    /// @return at most `rows` lines, none of them wider than `columns`, and the escape codes of
    ///   each closed at its end
    List<String> lines(int columns, int rows);

    /// Takes a key. A key that means nothing here is ignored.
    ///
    /// @return whether the view stays; false once it is left
    boolean key(Key key);

    /// Whether a letter means something here even where the screen below has a key of that name.
    default boolean takes(Key.Letter letter) {
        return false;
    }
}
