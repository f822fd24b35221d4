// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MoneyLib} from "../../src/libraries/MoneyLib.sol";
import {Test} from "../support/Test.sol";

contract MoneyLibTest is Test {
    /* PARTS */

    function testFuzz_part_isRoundedDown(uint64 amount, uint256 bps) public pure {
        bps = bound(bps, 0, 10_000);
        uint256 part = MoneyLib.part(amount, bps);
        assertLe(part * 10_000, uint256(amount) * bps, "not more");
        assertGt((part + 1) * 10_000, uint256(amount) * bps, "less than one unit less");
        assertLe(part, amount, "a part");
    }

    /// @dev Nothing is lost: what two parts leave is the rest.
    function testFuzz_part_leavesARest(uint56 rewards, uint256 fee, uint256 author) public pure {
        (fee, author) = (bound(fee, 0, 1_000), bound(author, 0, 2_000));
        uint256 gone = MoneyLib.part(rewards, fee) + MoneyLib.part(rewards, author);
        assertLe(gone * 10, uint256(rewards) * 3, "three tenths at most");
    }

    /* WHAT VOTES COST */

    function testFuzz_softSlash_isHalfOfTheLeastShare(uint64 minimumShare) public pure {
        uint256 soft = MoneyLib.softSlash(minimumShare);
        assertLe(2 * soft, minimumShare, "half");
        assertLe(minimumShare, 2 * soft + 1, "rounded down");
    }

    /// @dev A lie costs more than it could have earned, as long as the bond's part reaches.
    function testFuzz_lieCost_isTheShareAndTheLeastOne(uint64 hardSlash, uint64 share, uint64 minimumShare)
        public
        pure
    {
        uint256 cost = MoneyLib.lieCost(hardSlash, share, minimumShare);
        uint256 whole = uint256(share) + minimumShare;
        assertTrue(cost == hardSlash || cost == whole, "one of them");
        assertTrue(cost <= hardSlash && cost <= whole, "the smaller");
    }

    /// @dev Half of what blockers forgo at the least share: who blocks loses more than it burns.
    function testFuzz_kept_isHalfOfWhatBlockersForgo(uint64 minimumShare) public pure {
        uint8[13] memory blocking = [2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6];
        for (uint256 size = 3; size <= 15; ++size) {
            uint256 kept = MoneyLib.kept(minimumShare, size);
            assertEq(kept, blocking[size - 3] * (uint256(minimumShare) / 2), "as many as block a quorum");
        }
    }

    /* BOUNTIES, FEES, DEPOSITS */

    function testFuzz_bounty_isATenthOrTheLeastShare(uint64 slashed, uint64 minimumShare) public pure {
        uint256 bounty = MoneyLib.bounty(slashed, minimumShare);
        assertTrue(bounty == slashed / 10 || bounty == minimumShare, "one of them");
        assertTrue(bounty <= slashed / 10 && bounty <= minimumShare, "the smaller");
    }

    function test_entranceFee_growsToAFifth() public pure {
        for (uint256 pressure; pressure <= 255; ++pressure) {
            uint256 percent = pressure < 18 ? 2 + pressure : 20;
            assertEq(MoneyLib.entranceFee(10e9, pressure), percent * 0.1e9, "percent of the bond");
        }
    }

    function testFuzz_entranceFee_isRoundedDown(uint64 bond, uint8 pressure) public pure {
        uint256 percent = pressure < 18 ? 2 + uint256(pressure) : 20;
        assertEq(MoneyLib.entranceFee(bond, pressure), uint256(bond) * percent / 100, "a part of the bond");
    }

    function testFuzz_appealDeposit_isATenthOfTheWinnersBonds(uint64 bond, uint256 winners) public pure {
        winners = bound(winners, 0, 15);
        assertEq(MoneyLib.appealDeposit(bond, winners), uint256(bond) * winners / 10, "deposit");
    }
}
