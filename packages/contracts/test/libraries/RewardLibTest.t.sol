// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RewardLib} from "../../src/libraries/RewardLib.sol";
import {Test} from "../support/Test.sol";

contract RewardLibTest is Test {
    function testFuzz_split_losesNothing(uint96 fee, uint256 winners) public pure {
        winners = bound(winners, 1, 15);
        (uint96 share, uint96 dust) = RewardLib.split(fee, winners);
        assertEq(share * winners + dust, fee, "sum");
        assertLt(dust, winners, "less than a wei for each winner");
    }

    function testFuzz_split_sharesOneByOne(uint256 amount, uint256 winners) public pure {
        uint256 fee = bound(amount, 0, 5_000);
        winners = bound(winners, 1, 15);
        uint256 left = fee;
        uint256 naive;
        for (; left >= winners; left -= winners) {
            ++naive;
        }
        (uint96 share,) = RewardLib.split(uint96(fee), winners);
        assertEq(share, naive, "share");
    }

    function testFuzz_cutOf(uint96 reward, uint256 bps) public pure {
        bps = bound(bps, 0, 1_000);
        uint256 cut = RewardLib.cutOf(reward, bps);
        assertLe(cut * 10, reward, "at most a tenth");
        assertLe(cut * 10_000, uint256(reward) * bps, "rounded down");
        assertGt((cut + 1) * 10_000, uint256(reward) * bps, "by less than a wei");
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
        (uint96 share, uint96 dust) = RewardLib.split(type(uint96).max, 2);
        assertEq(uint256(share) * 2 + dust, type(uint96).max, "sum");
        assertEq(RewardLib.cutOf(type(uint96).max, 1_000), type(uint96).max / 10, "cut");
        assertEq(RewardLib.hardSlash(type(uint96).max, 10_000), type(uint96).max, "the whole bond");
    }
}
