// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Committee} from "../types/Committee.sol";

/// @title CommitteeLib
/// @notice Reads a packed committee.
library CommitteeLib {
    uint256 internal constant SEAT_BITS = 16;

    /// @notice The seat of a member.
    function seatAt(Committee committee, uint256 member) internal pure returns (uint16) {
        unchecked {
            // forge-lint: disable-next-line(unsafe-typecast)
            return uint16(Committee.unwrap(committee) >> (SEAT_BITS * member));
        }
    }

    /// @notice The committee with a seat at a member's place, which must be empty.
    function withSeat(Committee committee, uint256 member, uint256 seat) internal pure returns (Committee) {
        unchecked {
            return Committee.wrap(Committee.unwrap(committee) | (seat << (SEAT_BITS * member)));
        }
    }

    /// @notice Whether one of the first `size` members has this seat.
    function contains(Committee committee, uint256 size, uint256 seat) internal pure returns (bool) {
        for (uint256 member; member < size; ++member) {
            if (seatAt(committee, member) == seat) return true;
        }
        return false;
    }

    /// @notice The seats of the first `size` members.
    function unpack(Committee committee, uint256 size) internal pure returns (uint16[] memory seats) {
        seats = new uint16[](size);
        for (uint256 member; member < size; ++member) {
            seats[member] = seatAt(committee, member);
        }
    }
}
