// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title QuorumLib
/// @notice How many equal votes decide.
library QuorumLib {
    /// @notice Two thirds of the committee, rounded up: of all who were drawn, not of those who showed up.
    /// @dev More than half for every size, so two different outputs never both reach it.
    function quorum(uint256 committeeSize) internal pure returns (uint256) {
        return (2 * committeeSize + 2) / 3;
    }
}
