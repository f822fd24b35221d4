// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title RewardLib
/// @notice Integer money: nothing is lost, what does not divide goes to the treasury.
library RewardLib {
    uint256 internal constant BPS = 10_000;

    /// @notice Splits a fee into equal shares, rounded down, and what is left: the protocol's cut and the dust.
    /// @dev share * winners + remainder == fee, and the dust is less than `winners` wei.
    function splitRoundedDown(uint256 fee, uint256 protocolFeeBps, uint256 winners)
        internal
        pure
        returns (uint256 share, uint256 remainder)
    {
        uint256 cut = fee * protocolFeeBps / BPS;
        share = (fee - cut) / winners;
        remainder = fee - share * winners;
    }

    /// @notice What a wrong or withheld vote costs, if the seat still has it.
    function hardSlash(uint256 bond, uint256 slashBps) internal pure returns (uint256) {
        return bond * slashBps / BPS;
    }

    /// @notice What absence from a decided task costs, if the seat still has it; over all members at most the fee.
    function softSlash(uint256 fee, uint256 committeeSize) internal pure returns (uint256) {
        return fee / committeeSize;
    }
}
