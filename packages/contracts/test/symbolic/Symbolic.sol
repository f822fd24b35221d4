// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The cheatcodes that Halmos 0.3.3 understands and these tests use.
interface SymbolicVm {
    function assume(bool condition) external pure;
    function prank(address sender) external;
    function deal(address account, uint256 balance) external;
    function warp(uint256 timestamp) external;
    function enableSymbolicStorage(address account) external;
}

/// @notice Tests for Halmos: every argument stands for all values at once. Their names begin with `check_`, so forge
/// passes over them.
abstract contract Symbolic {
    /// @dev Halmos knows a test contract by this, as forge does.
    bool public constant IS_TEST = true;

    SymbolicVm internal constant vm = SymbolicVm(address(uint160(uint256(keccak256("hevm cheat code")))));
    SymbolicVm internal constant svm = SymbolicVm(address(uint160(uint256(keccak256("svm cheat code")))));
}
