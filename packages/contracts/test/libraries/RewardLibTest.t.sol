// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RewardLib} from "../../src/libraries/RewardLib.sol";
import {Test} from "../support/Test.sol";

contract RewardLibTest is Test {
    function testFuzz_splitRoundedDown_losesNothing(uint96 fee, uint256 bps, uint256 winners) public pure {
        bps = bound(bps, 0, 1_000);
        winners = bound(winners, 1, 15);
        (uint96 share, uint96 remainder) = RewardLib.splitRoundedDown(fee, bps, winners);
        uint256 cut = uint256(fee) * bps / 10_000;
        assertEq(share * winners + remainder, fee, "sum");
        assertGe(remainder, cut, "at least the cut");
        assertLt(remainder - cut, winners, "and less than a wei for each winner");
    }

    function testFuzz_splitRoundedDown_sharesOneByOne(uint256 amount, uint256 bps, uint256 winners) public pure {
        uint256 fee = bound(amount, 0, 5_000);
        bps = bound(bps, 0, 1_000);
        winners = bound(winners, 1, 15);
        uint256 left = fee - fee * bps / 10_000;
        uint256 naive;
        for (; left >= winners; left -= winners) {
            ++naive;
        }
        (uint96 share,) = RewardLib.splitRoundedDown(uint96(fee), bps, winners);
        assertEq(share, naive, "share");
    }

    function testFuzz_hardSlash(uint96 bond, uint256 bps) public pure {
        bps = bound(bps, 0, 10_000);
        uint256 slash = RewardLib.hardSlash(bond, bps);
        assertLe(slash, bond, "no more than the bond");
        assertLe(slash * 10_000, uint256(bond) * bps, "rounded down");
        assertGt((slash + 1) * 10_000, uint256(bond) * bps, "by less than a wei");
    }

    function testFuzz_softSlash_takesAtMostTheFeeFromAll(uint96 fee, uint8 size) public pure {
        size = uint8(bound(size, 3, 15));
        uint256 slash = RewardLib.softSlash(fee, size);
        assertLe(slash * size, fee, "no more than the fee");
        assertGt((slash + 1) * size, fee, "rounded by less than a wei");
    }

    function test_atTheLargestFee() public pure {
        (uint96 share, uint96 remainder) = RewardLib.splitRoundedDown(type(uint96).max, 1_000, 3);
        assertEq(uint256(share) * 3 + remainder, type(uint96).max, "sum");
        assertEq(RewardLib.hardSlash(type(uint96).max, 10_000), type(uint96).max, "the whole bond");
    }
}
