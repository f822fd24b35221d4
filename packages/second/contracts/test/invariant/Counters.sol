// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice How often each action succeeded and each outcome came about.
abstract contract Counters {
    mapping(string name => uint256) public counted;
    uint256 public total;

    /// @dev Everything that is counted.
    function names() public pure virtual returns (string[] memory);

    function count(string memory name) internal {
        ++counted[name];
        ++total;
    }
}
