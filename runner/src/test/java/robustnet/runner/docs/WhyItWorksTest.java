package robustnet.runner.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Why it works")
class WhyItWorksTest {
    @Test
    @DisplayName("is what follows its line, up to the next part, fences left whole")
    void findsThePart() {
        var markdown =
                """
                **What**

                Write it. **Why it works** comes later.

                **Why it works**

                Because of **this**.

                ```
                **Not a part**
                ```

                **Read on**

                Elsewhere.
                """;

        assertThat(WhyItWorks.heldBack(section(markdown)))
                .contains("comes later.", "**Why it works**: after you have passed.", "Elsewhere.")
                .doesNotContain("Because of", "Not a part");
        assertThat(WhyItWorks.of(section(markdown)))
                .contains("Because of **this**.\n\n```\n**Not a part**\n```");
    }

    @Test
    @DisplayName("is nothing where the part is missing or empty")
    void nothing() {
        assertThat(WhyItWorks.of(section("**What**\n\nWrite it."))).isEmpty();
        assertThat(WhyItWorks.of(section("**Why it works**\n\n### Next\n\nText."))).isEmpty();
    }

    private static Page.Section section(String markdown) {
        return new Page.Section(2, 1, "1.4 Frames", "14-frames", markdown, List.of());
    }
}
