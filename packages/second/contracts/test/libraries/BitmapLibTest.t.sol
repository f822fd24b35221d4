// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BitmapLib} from "../../src/libraries/BitmapLib.sol";
import {Test} from "../support/Test.sol";

contract BitmapLibTest is Test {
    function testFuzz_count(uint16 members) public pure {
        uint256 total;
        for (uint256 member; member < 16; ++member) {
            if (BitmapLib.has(members, member)) ++total;
        }
        assertEq(BitmapLib.count(members), total, "count");
    }

    function testFuzz_has(uint16 members, uint256 member) public pure {
        member = bound(member, 0, 15);
        assertEq(BitmapLib.has(members, member), (members >> member) % 2 == 1, "has");
    }

    function test_all() public pure {
        for (uint256 size = 1; size <= 15; ++size) {
            assertEq(BitmapLib.all(size), 2 ** size - 1, "all");
            assertEq(BitmapLib.count(BitmapLib.all(size)), size, "as many");
        }
    }

    function test_bit() public pure {
        for (uint256 member; member < 16; ++member) {
            assertEq(BitmapLib.bit(member), 2 ** member, "bit");
        }
    }
}
