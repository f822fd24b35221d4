// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @notice As much of a test library as these tests need: cheatcodes, a fuzzer's bounds, assertions that say what for.
abstract contract Test {
    /// @dev forge knows a test contract by this.
    bool public constant IS_TEST = true;

    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /* FUZZING */

    /// @dev Folds a fuzzed number into a range. Each end comes up once in eight times: mistakes live there.
    function bound(uint256 value, uint256 lowest, uint256 highest) internal pure returns (uint256) {
        vm.assertLe(lowest, highest, "an empty range");
        uint256 dice = uint256(keccak256(abi.encode(value))) % 8;
        if (dice == 0) return lowest;
        if (dice == 1) return highest;
        return lowest + value % (highest - lowest + 1);
    }

    /* ARTIFACTS */

    /// @dev What `deployCode` and `getCode` know a contract by: forge's own build, or an artifact in the folder that
    /// mutation testing names.
    function artifact(string memory name) internal view returns (string memory) {
        string memory folder = vm.envOr("ARTIFACTS", string(""));
        if (bytes(folder).length == 0) return string.concat(name, ".sol:", name);
        return string.concat(folder, "/", name, ".json");
    }

    /* WORLD */

    function makeAddress(string memory name) internal returns (address account) {
        account = address(uint160(uint256(keccak256(bytes(name)))));
        vm.label(account, name);
    }

    /// @dev Makes the account the next caller, with this much more to spend.
    function fundedPrank(address account, uint256 amount) internal virtual {
        vm.deal(account, account.balance + amount);
        vm.prank(account);
    }

    /// @dev Asks forge for the time: to the compiler it is constant within a transaction, and a test is one.
    function skip(uint256 elapsed) internal {
        vm.warp(vm.getBlockTimestamp() + elapsed);
    }

    function nextBlock() internal {
        vm.roll(vm.getBlockNumber() + 1);
        skip(1);
    }

    /// @dev The next call reverts with exactly this error.
    function expectError(bytes memory encoded) internal {
        vm.expectRevert(encoded);
    }

    /* ASSERTIONS */

    function assertTrue(bool condition, string memory message) internal pure {
        vm.assertTrue(condition, message);
    }

    function assertEq(bool left, bool right, string memory message) internal pure {
        vm.assertTrue(left == right, message);
    }

    function assertEq(uint256 left, uint256 right, string memory message) internal pure {
        vm.assertEq(left, right, message);
    }

    function assertEq(address left, address right, string memory message) internal pure {
        vm.assertEq(left, right, message);
    }

    function assertEq(bytes32 left, bytes32 right, string memory message) internal pure {
        vm.assertEq(left, right, message);
    }

    function assertEq(bytes memory left, bytes memory right, string memory message) internal pure {
        vm.assertEq(left, right, message);
    }

    function assertNotEq(bytes32 left, bytes32 right, string memory message) internal pure {
        vm.assertNotEq(left, right, message);
    }

    function assertLe(uint256 left, uint256 right, string memory message) internal pure {
        vm.assertLe(left, right, message);
    }

    function assertLt(uint256 left, uint256 right, string memory message) internal pure {
        vm.assertLt(left, right, message);
    }

    function assertGe(uint256 left, uint256 right, string memory message) internal pure {
        vm.assertGe(left, right, message);
    }

    function assertGt(uint256 left, uint256 right, string memory message) internal pure {
        vm.assertGt(left, right, message);
    }
}
