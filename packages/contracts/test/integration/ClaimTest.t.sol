// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract ClaimTest is SeatSteps {
    /* WHAT HAPPENS */

    function test_claim_paysWhatIsLeftOfTheRewards(uint256 share, uint256 bps) public {
        uint16 authorBps = uint16(bound(bps, 1, 2_000));
        openList(24, 7, STRANGER, authorBps);
        uint16 seat = earnFor(uint64(bound(share, entranceFee() + 1, hardSlash())), authorBps);
        Seat memory s = consensus.getSeat(seat);
        uint64 rewards = s.balance - s.paidIn;
        (uint64 cut, uint64 part) = (rewards / 100, uint64(uint256(rewards) * authorBps / 10_000));
        vm.prank(s.owner);
        vm.expectEmit(address(consensus));
        emit IPlaces.Claimed(seat, rewards, cut, STRANGER, part, false);

        consensus.claim(seat);

        assertEq(assetOf(s.owner), uint256(rewards - cut - part) * p.unit, "owner");
        assertEq(consensus.owedTreasury(), cut, "treasury");
        assertEq(consensus.credit(STRANGER), part, "author");
        s.balance = s.paidIn;
        assertEq(abi.encode(consensus.getSeat(seat)), abi.encode(s), "what was paid in stays");
    }

    function test_claim_withoutAnAuthor(uint256 share) public {
        uint16 seat = earn(uint64(bound(share, entranceFee() + 1, hardSlash())));
        (uint64 rewards, address owner) = (rewardsOf(seat), holderOf(seat));
        vm.prank(owner);
        vm.expectEmit(address(consensus));
        emit IPlaces.Claimed(seat, rewards, rewards / 100, address(0), 0, false);
        consensus.claim(seat);
        assertEq(assetOf(owner), uint256(rewards - rewards / 100) * p.unit, "owner");
        assertEq(consensus.credit(address(0)), 0, "nobody");
    }

    /// @dev The list pays its author where the rewards were earned: after the place is gone, too.
    function test_claim_afterThePlaceWasWithdrawn() public {
        openList(24, 7, STRANGER, 2_000);
        uint16 seat = earnFor(hardSlash(), 2_000);
        uint64 rewards = rewardsOf(seat);
        withdrawOffer(seat);
        nextEpoch();
        claim(seat);
        assertEq(consensus.credit(STRANGER), rewards / 5, "author");
    }

    function test_claim_ofASeatThatLeaves(uint256 later) public {
        uint16 seat = earn(hardSlash());
        uint64 rewards = rewardsOf(seat);
        exit(seat);
        skip(bound(later, 0, 365 days));
        address owner = holderOf(seat);
        claim(seat);
        assertEq(assetOf(owner), uint256(rewards - rewards / 100) * p.unit, "owner");
    }

    /// @dev The first rewards fill up what the place cost.
    function test_claim_ofWhatIsAboveThePaidIn() public {
        uint16 seat = earn(hardSlash());
        assertEq(rewardsOf(seat), hardSlash() - entranceFee(), "less the entrance");
    }

    function test_claim_ofSeveralTasks(uint256 tasks) public {
        tasks = bound(tasks, 1, 5);
        for (uint16 seat = 3; seat < 24; ++seat) {
            withdrawOffer(seat);
        }
        nextEpoch();
        for (uint256 i; i < tasks; ++i) {
            settled(ask(withShare(hardSlash())));
        }
        uint256 expected = tasks * hardSlash() - entranceFee();
        assertEq(rewardsOf(1), expected, "rewards");
        claim(1);
        assertEq(assetOf(holderOf(1)), (expected - expected / 100) * p.unit, "all at once");
    }

    /* REVERTS */

    function test_claim_revertsForAFreeSlot(uint256 seat) public {
        seat = bound(seat, 24, type(uint16).max);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, seat));
        consensus.claim(uint16(seat));
    }

    function test_claim_revertsByTheSigner() public {
        uint16 seat = earn(hardSlash());
        address signer = signerOf(seat);
        vm.prank(signer);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotSeatOwner.selector, seat, signer));
        consensus.claim(seat);
    }

    function test_claim_revertsWithoutRewards(uint256 which) public {
        revertsWithNothing(uint16(bound(which, 0, 23)));
    }

    function test_claim_revertsASecondTime() public {
        uint16 seat = earn(hardSlash());
        claim(seat);
        revertsWithNothing(seat);
    }

    /// @dev Rewards that do not make up for the entrance.
    function test_claim_revertsBelowWhatWasPaidIn(uint256 share) public {
        revertsWithNothing(earn(uint64(bound(share, p.minimumShare, entranceFee()))));
    }

    function test_claim_revertsAfterATopUp() public {
        payingPrank(STRANGER, p.bond);
        consensus.topUp{value: valueOf(p.bond)}(2, p.bond);
        revertsWithNothing(2);
    }

    function test_claim_revertsForAnOwnerThatTakesNothing() public {
        uint16 seat = earn(hardSlash());
        (address owner, uint64 rewards) = (holderOf(seat), rewardsOf(seat));
        refuse(owner);
        vm.prank(owner);
        expectError(
            abi.encodeWithSelector(
                IConsensusErrors.TransferFailed.selector, owner, uint256(rewards - rewards / 100) * p.unit
            )
        );
        consensus.claim(seat);
        assertEq(rewardsOf(seat), rewards, "nothing is lost");
    }

    function revertsWithNothing(uint16 seat) private {
        address owner = holderOf(seat);
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.NothingToClaim.selector, seat));
        consensus.claim(seat);
    }
}
