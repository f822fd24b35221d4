// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {CommitteeLib} from "../../src/libraries/CommitteeLib.sol";
import {Test} from "../support/Test.sol";

contract CommitteeLibTest is Test {
    uint256 private constant NOW = 1_800_000_000;

    Seat[65_536] private _seats;

    /* DRAW */

    function testFuzz_draw_isWhatTheRuleSays(bytes32 seed, uint256 slots, uint256 size, uint256 history) public {
        slots = bound(slots, 1, 64);
        size = bound(size, 3, 15);
        populate(slots, history);

        (uint256 members, uint256 found) = CommitteeLib.draw(_seats, seed, slots, size, NOW);

        uint256[] memory expected = naiveDraw(seed, slots, size);
        assertEq(found, expected.length, "found");
        for (uint256 member; member < found; ++member) {
            assertEq(CommitteeLib.seatAt(members, member), expected[member], "member");
        }
        assertEq(members >> (16 * found), 0, "nothing else");
    }

    function testFuzz_draw_takesDistinctEligibleSeats(bytes32 seed, uint256 slots, uint256 size, uint256 history)
        public
    {
        slots = bound(slots, 1, 400);
        populate(slots, history);

        (uint256 members, uint256 found) = CommitteeLib.draw(_seats, seed, slots, bound(size, 3, 15), NOW);

        for (uint256 member; member < found; ++member) {
            uint256 seat = CommitteeLib.seatAt(members, member);
            assertLt(seat, slots, "a slot of that time");
            assertTrue(isEligible(seat), "eligible");
            assertEq(CommitteeLib.contains(members, member, seat), false, "distinct");
        }
    }

    function testFuzz_draw_findsEverybodyIfItMust(bytes32 seed, uint256 size) public {
        size = bound(size, 3, 12);
        for (uint256 seat; seat < size; ++seat) {
            _seats[seat] = Seat(address(1), 1, 0, address(1), 1);
        }
        (, uint256 found) = CommitteeLib.draw(_seats, seed, size, size, NOW);
        assertEq(found, size, "all of them");
    }

    function testFuzz_draw_failsWithTooFewEligible(bytes32 seed, uint256 slots, uint256 eligible, uint256 size) public {
        slots = bound(slots, 3, 64);
        size = bound(size, 3, 15);
        eligible = bound(eligible, 0, (size < slots ? size : slots) - 1);
        for (uint256 seat; seat < eligible; ++seat) {
            _seats[seat] = Seat(address(1), 1, 0, address(1), 1);
        }
        (, uint256 found) = CommitteeLib.draw(_seats, seed, slots, size, NOW);
        assertLe(found, eligible, "no more than there are");
    }

    /// @dev Of so many slots that probes seldom meet, three are eligible: those that the first two probes and one late
    /// probe name.
    function testFuzz_draw_makes256Probes(bytes32 seed) public {
        assertEq(foundWithTheLastAt(seed, 255), 3, "the last probe counts");
        assertEq(foundWithTheLastAt(seed, 256), 2, "there is none after it");
    }

    function foundWithTheLastAt(bytes32 seed, uint256 last) private returns (uint256 found) {
        uint256 slots = 65_535;
        uint256 late = seatOfProbe(seed, last, slots);
        bool early;
        for (uint256 probe; probe < last; ++probe) {
            uint256 seat = seatOfProbe(seed, probe, slots);
            early = early || seat == late;
            if (probe < 2) _seats[seat] = Seat(address(1), 1, 0, address(1), 1);
        }
        vm.assume(!early && seatOfProbe(seed, 0, slots) != seatOfProbe(seed, 1, slots));
        _seats[late] = Seat(address(1), 1, 0, address(1), 1);
        (, found) = CommitteeLib.draw(_seats, seed, slots, 3, NOW);
        delete _seats[late];
    }

    function seatOfProbe(bytes32 seed, uint256 probe, uint256 slots) private pure returns (uint256) {
        return uint256(keccak256(bytes.concat(seed, bytes32(probe)))) % slots;
    }

    function testFuzz_draw_isNeverZeroWhenItSucceeds(bytes32 seed, uint256 size) public {
        populate(16, type(uint256).max);
        size = bound(size, 3, 12);
        (uint256 members, uint256 found) = CommitteeLib.draw(_seats, seed, 16, size, NOW);
        if (found == size) assertGt(members, 0, "zero says that nobody drew");
    }

    function testFuzz_draw_ignoresWhatHappensAfterwards(bytes32 seed, uint256 history, uint256 who, uint256 delay)
        public
    {
        populate(32, history);
        delay = bound(delay, 1, 365 days);
        (uint256 before,) = CommitteeLib.draw(_seats, seed, 32, 5, NOW);
        uint256 seat = bound(who, 0, 31);
        if (_seats[seat].from == 0) _seats[seat] = Seat(address(2), uint40(NOW + delay), 0, address(2), 1);
        else if (_seats[seat].to == 0) _seats[seat].to = uint40(NOW + delay);
        (uint256 after_,) = CommitteeLib.draw(_seats, seed, 32, 5, NOW);
        assertEq(after_, before, "the same committee");
    }

    /* ELIGIBILITY */

    function testFuzz_isEligible(uint40 from, uint40 to, uint40 addedAt) public {
        _seats[0] = Seat(address(1), from, to, address(1), 1);
        bool expected = from != 0 && addedAt > from && (to == 0 || addedAt < to);
        assertEq(CommitteeLib.isEligible(_seats[0], addedAt), expected, "eligible");
    }

    /* PACKING */

    function testFuzz_unpack(uint16[15] memory seats, uint256 size) public pure {
        size = bound(size, 0, 15);
        uint256 members;
        for (uint256 i; i < size; ++i) {
            members |= uint256(seats[i]) << (16 * i);
        }
        uint16[] memory unpacked = CommitteeLib.unpack(members, size);
        assertEq(unpacked.length, size, "size");
        for (uint256 i; i < size; ++i) {
            assertEq(unpacked[i], seats[i], "seat");
            assertTrue(CommitteeLib.contains(members, size, seats[i]), "contained");
        }
    }

    function testFuzz_seedOf(bytes32 blockHash, bytes32 task) public pure {
        assertEq(CommitteeLib.seedOf(blockHash, task), keccak256(bytes.concat(blockHash, task)), "seed");
    }

    /* REFERENCE */

    /// @dev About half of the seats stay, the others are free, not active yet, leaving, or gone.
    function populate(uint256 slots, uint256 history) private {
        for (uint256 seat; seat < slots; ++seat) {
            uint256 fate = uint256(keccak256(abi.encode(history, seat))) % 10;
            uint40 from = fate == 0 ? 0 : uint40(fate == 1 ? NOW + 30 : fate == 2 ? NOW : NOW - 1_000);
            uint40 to = uint40(fate == 3 ? NOW - 1 : fate == 4 ? NOW : fate == 5 ? NOW + 1 : 0);
            _seats[seat] = Seat(address(1), from, to, address(1), 1);
        }
    }

    function isEligible(uint256 seat) private view returns (bool) {
        uint256 fate = _seats[seat].from == 0 ? 0 : 1;
        if (fate == 0 || _seats[seat].from >= NOW) return false;
        return _seats[seat].to == 0 || _seats[seat].to > NOW;
    }

    function naiveDraw(bytes32 seed, uint256 slots, uint256 size) private view returns (uint256[] memory drawn) {
        bool[] memory taken = new bool[](slots);
        uint256[] memory order = new uint256[](256);
        uint256 found;
        for (uint256 probe; probe < 256; ++probe) {
            uint256 seat = seatOfProbe(seed, probe, slots);
            if (taken[seat] || !isEligible(seat)) continue;
            taken[seat] = true;
            order[found++] = seat;
        }
        drawn = new uint256[](found < size ? found : size);
        for (uint256 i; i < drawn.length; ++i) {
            drawn[i] = order[i];
        }
    }
}
