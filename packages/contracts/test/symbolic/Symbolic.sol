// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The cheatcodes that Halmos 0.3.3 understands and these tests use.
interface SymbolicVm {
    function assume(bool condition) external pure;
    function prank(address sender) external;
    function deal(address account, uint256 balance) external;
    function getCode(string calldata artifact) external view returns (bytes memory);
    function enableSymbolicStorage(address account) external;
}

/// @notice Tests for Halmos: every argument stands for all values at once. Their names begin with `check_`, so forge
/// passes over them.
abstract contract Symbolic {
    /// @dev Halmos knows a test contract by this, as forge does.
    bool public constant IS_TEST = true;

    SymbolicVm internal constant vm = SymbolicVm(address(uint160(uint256(keccak256("hevm cheat code")))));
    SymbolicVm internal constant svm = SymbolicVm(address(uint160(uint256(keccak256("svm cheat code")))));

    /// @dev Without an import: what deploys a contract by its source is compiled with it, in every run of the tests.
    function deploy(string memory name, bytes memory parameters) internal returns (address deployed) {
        bytes memory code = bytes.concat(vm.getCode(string.concat(name, ".sol:", name)), parameters);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        assert(deployed != address(0));
    }
}
