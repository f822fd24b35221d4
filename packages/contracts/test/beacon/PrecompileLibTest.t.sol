// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBeacon} from "../../src/interfaces/IBeacon.sol";
import {PrecompileLib} from "../../src/libraries/PrecompileLib.sol";
import {Test} from "../support/Test.sol";

/// @notice Stands in for a precompile: answers with what it is sent, and refuses a single byte.
contract Echo {
    error Refused(uint256 length);

    fallback(bytes calldata input) external returns (bytes memory) {
        if (input.length == 1) revert Refused(1);
        return input;
    }
}

contract PrecompileLibTest is Test {
    address private immutable NOTHING = makeAddress("nothing");
    address private echo;

    function setUp() public {
        echo = address(new Echo());
    }

    function tryRun(address precompile, bytes memory input, uint256 length)
        external
        view
        returns (bool accepted, bytes memory output)
    {
        output = new bytes(length);
        accepted = PrecompileLib.tryRun(precompile, start(input), input.length, start(output), length);
    }

    function run(address precompile, bytes memory input, uint256 length) external view returns (bytes memory output) {
        output = new bytes(length);
        PrecompileLib.run(precompile, start(input), input.length, start(output), length);
    }

    function start(bytes memory text) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := add(text, 0x20)
        }
    }

    function testFuzz_run_answer(bytes memory input) public view {
        vm.assume(input.length != 1);
        assertEq(this.run(echo, input, input.length), input, "run");
        (bool accepted, bytes memory output) = this.tryRun(echo, input, input.length);
        assertTrue(accepted, "accepted");
        assertEq(output, input, "tryRun");
    }

    function testFuzz_run_nobodyThere(bytes memory input, uint256 length) public {
        length = bound(length, 1, 1000);
        expectMissing(NOTHING);
        this.run(NOTHING, input, length);
        expectMissing(NOTHING);
        this.tryRun(NOTHING, input, length);
    }

    function testFuzz_run_anotherLength(uint256 answered, uint256 expected) public {
        (answered, expected) = (bound(answered, 2, 1000), bound(expected, 1, 1000));
        vm.assume(answered != expected);
        expectMissing(echo);
        this.tryRun(echo, new bytes(answered), expected);
    }

    function test_run_refused() public {
        (bool accepted,) = this.tryRun(echo, new bytes(1), 36);
        assertTrue(!accepted, "refused");
        expectMissing(echo);
        this.run(echo, new bytes(1), 1);
    }

    function expectMissing(address precompile) private {
        expectError(abi.encodeWithSelector(IBeacon.PrecompileMissing.selector, precompile));
    }
}
