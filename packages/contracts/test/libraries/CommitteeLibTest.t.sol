// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommitteeLib} from "../../src/libraries/CommitteeLib.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Test} from "../support/Test.sol";

contract CommitteeLibTest is Test {
    using CommitteeLib for Committee;

    function testFuzz_withSeat_packsInOrder(uint16[15] memory seats, uint256 size) public pure {
        size = bound(size, 0, 15);
        Committee committee = packed(seats, size);
        for (uint256 member; member < 15; ++member) {
            assertEq(committee.seatAt(member), member < size ? seats[member] : 0, "seat");
        }
        assertEq(Committee.unwrap(committee) >> 240, 0, "15 members of 16 bits");
    }

    function testFuzz_unpack_isTheReverse(uint16[15] memory seats, uint256 size) public pure {
        size = bound(size, 0, 15);
        uint16[] memory unpacked = packed(seats, size).unpack(size);
        assertEq(unpacked.length, size, "as many");
        for (uint256 member; member < size; ++member) {
            assertEq(unpacked[member], seats[member], "seat");
        }
    }

    function testFuzz_contains_looksAtTheFirstMembersAlone(uint16[15] memory seats, uint256 size, uint16 seat)
        public
        pure
    {
        size = bound(size, 0, 15);
        bool expected;
        for (uint256 member; member < size; ++member) {
            if (seats[member] == seat) expected = true;
        }
        assertEq(packed(seats, 15).contains(size, seat), expected, "contains");
    }

    function testFuzz_contains_eachMember(uint16[15] memory seats, uint256 which) public pure {
        assertTrue(packed(seats, 15).contains(15, seats[which % 15]), "contains");
    }

    function packed(uint16[15] memory seats, uint256 size) private pure returns (Committee committee) {
        for (uint256 member; member < size; ++member) {
            committee = committee.withSeat(member, seats[member]);
        }
    }
}
