// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Test.sol";

/// @dev Where a test contract's own code is kept while `RunThenCheck` stands in its place.
address constant OWN_CODE = address(uint160(uint256(keccak256("the test's own code"))));

/// @notice Checks something after each test of a contract, whether or not its author thought of it. forge calls `setUp`
/// before a test and nothing after it: so the end of `setUp` puts `RunThenCheck` where the test is, over the same
/// storage.
abstract contract AfterEach is Test {
    function afterEach() external virtual;

    function checkAfterEach() internal virtual {
        vm.etch(OWN_CODE, address(this).code);
        vm.etch(address(this), type(RunThenCheck).runtimeCode);
    }
}

/// @notice Does what the test's own code does, and then what it does after each test.
contract RunThenCheck {
    receive() external payable {
        run("");
    }

    fallback(bytes calldata input) external payable returns (bytes memory output) {
        output = run(input);
        // A test ends when forge's call returns, and not when the test has called itself.
        // forge-lint: disable-next-line(tx-origin)
        if (msg.sender == tx.origin && isChecked(input)) run(abi.encodeCall(AfterEach.afterEach, ()));
    }

    /// @dev Of fuzzed inputs one in eight: each would make ten thousand of them half as slow again.
    function isChecked(bytes calldata input) private pure returns (bool) {
        return input.length <= 4 || uint256(keccak256(input)) % 8 == 0;
    }

    function run(bytes memory input) private returns (bytes memory output) {
        bool done;
        (done, output) = OWN_CODE.delegatecall(input);
        if (done) return output;
        assembly ("memory-safe") {
            revert(add(output, 0x20), mload(output))
        }
    }
}
