package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;

import java.lang.reflect.Proxy;
import java.net.Socket;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mockito.exceptions.base.MockitoException;

@DisplayName("Mockito, as the testkit sets it")
class MocksTest {
    @Test
    @DisplayName("makes a mock of an interface a plain proxy, which needs no agent")
    void mocksAnInterface() {
        Callable<?> mock = mock(Callable.class);

        assertThat(mockingDetails(mock).isMock()).as("a mock").isTrue();
        assertThat(Proxy.isProxyClass(mock.getClass())).as("a proxy").isTrue();
    }

    @Test
    @DisplayName("refuses a class: a test of a chapter mocks the seams, which are interfaces")
    void refusesAClass() {
        assertThatThrownBy(() -> mock(Socket.class), "a mock of a class")
                .isInstanceOf(MockitoException.class)
                .hasMessageContaining("interface");
    }
}
