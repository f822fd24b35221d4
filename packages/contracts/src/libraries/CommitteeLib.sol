// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {Seat} from "../interfaces/ConsensusTypes.sol";

/// @title CommitteeLib
/// @notice Draws a committee and packs it into one word: 15 members of 16 bits, member 0 lowest.
/// @dev The word is never zero for a drawn committee: of three different seats two are not seat 0.
library CommitteeLib {
    /// @dev Bounds the gas of a draw. With 15 seats of which all 15 are wanted it fails once in 1.6 million draws.
    uint256 internal constant MAXIMUM_PROBES = 256;
    uint256 private constant SEAT_BITS = 16;

    /// @notice The seed of a task's draw.
    function seedOf(bytes32 blockHash, bytes32 task) internal pure returns (bytes32) {
        return Hashes.efficientKeccak256(blockHash, task);
    }

    /// @notice Probes slots in the order keccak256(abi.encode(seed, p)) mod slots, p = 0, 1, …, and takes each new
    /// one that is eligible.
    /// @param slots The number of slots when the task was added.
    /// @param addedAt When the task was added.
    /// @return members The packed committee.
    /// @return found Less than `size` if 256 probes were not enough.
    function draw(Seat[65_536] storage seats, bytes32 seed, uint256 slots, uint256 size, uint256 addedAt)
        internal
        view
        returns (uint256 members, uint256 found)
    {
        uint256 marks;
        for (uint256 probe; probe < MAXIMUM_PROBES; ++probe) {
            if (found == size) break;
            uint256 seat = uint256(Hashes.efficientKeccak256(seed, bytes32(probe))) % slots;
            // Most seats have a mark of their own: only those that share one are compared with each before.
            uint256 mark = 1 << (seat % 256);
            if (marks & mark != 0 && contains(members, found, seat)) continue;
            if (!isEligible(seats[seat], addedAt)) continue;
            marks |= mark;
            members |= seat << (SEAT_BITS * found);
            unchecked {
                ++found; // at most `size`
            }
        }
    }

    /// @notice Whether a seat answers tasks added at this time. What anybody does later cannot change it: joining takes
    /// effect in the future, and so does leaving.
    function isEligible(Seat storage seat, uint256 addedAt) internal view returns (bool) {
        (uint256 from, uint256 to) = (seat.from, seat.to);
        return from != 0 && from < addedAt && (to == 0 || addedAt < to);
    }

    /// @notice Whether one of the first `size` members has this seat.
    function contains(uint256 members, uint256 size, uint256 seat) internal pure returns (bool) {
        for (uint256 member; member < size; ++member) {
            if (seatAt(members, member) == seat) return true;
        }
        return false;
    }

    /// @notice The seat of a member.
    function seatAt(uint256 members, uint256 member) internal pure returns (uint16) {
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint16(members >> (SEAT_BITS * member));
    }

    /// @notice The seats of the first `size` members.
    function unpack(uint256 members, uint256 size) internal pure returns (uint16[] memory seats) {
        seats = new uint16[](size);
        for (uint256 member; member < size; ++member) {
            seats[member] = seatAt(members, member);
        }
    }
}
