// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title RewardLib
/// @notice Integer money: nothing is lost.
library RewardLib {
    uint256 internal constant BPS = 10_000;
    uint256 internal constant BOUNTY_BPS = 1_000;

    /// @notice Splits a fee into equal shares, rounded down, and what does not divide.
    /// @dev share * winners + dust == fee, and the dust is less than `winners`.
    function split(uint96 fee, uint256 winners) internal pure returns (uint96 share, uint96 dust) {
        // Parts of a fee that fits.
        // forge-lint: disable-next-line(unsafe-typecast)
        (share, dust) = (uint96(fee / winners), uint96(fee % winners));
    }

    /// @notice The protocol's cut of rewards that leave.
    /// @dev Taken then and not of each fee: to write it down for each task would cost more than it is worth.
    function cutOf(uint96 reward, uint256 protocolFeeBps) internal pure returns (uint96) {
        // Part of a reward that fits.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint96(reward * protocolFeeBps / BPS);
    }

    /// @notice What a wrong or withheld vote costs, if the seat still has it.
    /// @dev `slashBps` is at most 10 000.
    function hardSlash(uint96 bond, uint256 slashBps) internal pure returns (uint96) {
        // Part of a bond that fits.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint96(bond * slashBps / BPS);
    }

    /// @notice What absence from a decided task costs, if the seat still has it; over all members at most the fee.
    function softSlash(uint96 fee, uint8 committeeSize) internal pure returns (uint96) {
        return fee / committeeSize;
    }

    /// @notice What a reporter gets of a slash.
    /// @dev Never more than one member's part of the fee: over a whole committee less than the fee, so that paying for
    /// tasks in order to have others slashed is no business.
    function bounty(uint96 slashed, uint96 fee, uint8 committeeSize) internal pure returns (uint96) {
        // A tenth of what fits.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint96 part = uint96(slashed * BOUNTY_BPS / BPS);
        uint96 most = fee / committeeSize;
        return part < most ? part : most;
    }

    /// @notice What an appellant gets out of the pool that its appeal brought in: its fee, and as much again.
    function appealReward(uint256 pool, uint96 fee) internal pure returns (uint256) {
        uint256 most = 2 * uint256(fee);
        return pool < most ? pool : most;
    }
}
