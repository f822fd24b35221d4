// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title BitmapLib
/// @notice Sets of members: bit m for member m, of at most 15.
library BitmapLib {
    /// @notice The set of one member.
    function bit(uint256 member) internal pure returns (uint16) {
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint16(1 << member);
    }

    /// @notice The set of the first `size` members.
    function all(uint256 size) internal pure returns (uint16) {
        return bit(size) - 1;
    }

    /// @notice Whether the member is in the set.
    function has(uint16 members, uint256 member) internal pure returns (bool) {
        return members & bit(member) != 0;
    }

    /// @notice The number of members in the set: sums of pairs of bits, of fours, of eights ("Hacker's Delight", 5-1).
    function count(uint16 members) internal pure returns (uint256 total) {
        unchecked {
            total = members;
            total -= (total >> 1) & 0x5555;
            total = (total & 0x3333) + ((total >> 2) & 0x3333);
            total = (total + (total >> 4)) & 0x0f0f;
            total = (total + (total >> 8)) & 0x1f;
        }
    }
}
