// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title RoundLib
/// @notice When the beacon publishes: round 1 at its genesis, then one a period.
library RoundLib {
    /// @notice The first round that is published at this time or later.
    function roundAt(uint256 time, uint256 genesis, uint256 period) internal pure returns (uint64) {
        if (time <= genesis) return 1;
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint64((time - genesis + period - 1) / period + 1);
    }

    /// @notice When a round is published.
    function timeOf(uint64 round, uint256 genesis, uint256 period) internal pure returns (uint256) {
        return genesis + (uint256(round) - 1) * period;
    }
}
