package robustnet.runner.watch;

import robustnet.runner.screen.Key;

/// Something that the learner must confirm by a key, or it is not done.
///
/// @param text asked on the screen
/// @param yes the key that confirms
/// @param action what is done then
record Question(String text, char yes, Runnable action) {
    boolean isConfirmedBy(Key key) {
        return key instanceof Key.Letter(int letter) && letter == yes;
    }
}
