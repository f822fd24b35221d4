// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListState, Order, Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {Digest} from "../../src/types/Digest.sol";
import {ListId} from "../../src/types/ListId.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract OfferTest is SeatSteps {
    Digest private constant OTHER = Digest.wrap(keccak256("another model"));
    uint16 private newcomer;

    function setUp() public override {
        super.setUp();
        newcomer = join(24);
    }

    /* WHAT HAPPENS */

    function test_offer_opensAList(Digest model, address author, uint256 bps, uint256 class_, bool bySigner) public {
        vm.assume(!model.isNone() && author != address(0));
        (uint8 class, uint16 authorBps) = (uint8(bound(class_, 0, 3)), uint16(bound(bps, 1, 2_000)));
        ListId list = listOf(model, author, authorBps);
        Seat memory expected = consensus.getSeat(newcomer);
        vm.prank(bySigner ? expected.signer : expected.owner);
        vm.expectEmit(address(consensus));
        emit IPlaces.ListOpened(list, model, author, authorBps);
        vm.expectEmit(address(consensus));
        emit IPlaces.Offered(newcomer, list, class, entranceFee(), epochNow() + 1);

        consensus.offer(newcomer, model, author, authorBps, class);

        (expected.list, expected.class, expected.balance) = (list, class, expected.balance - entranceFee());
        assertEq(abi.encode(consensus.getSeat(newcomer)), abi.encode(expected), "seat");
        ListState memory state = consensus.getList(list);
        assertEq(state.author, author, "author");
        assertEq(state.authorBps, authorBps, "author's part");
        assertTrue(state.isOpening, "opening");
        assertEq(state.next[class], 1, "a place of the next epoch");
        assertEq(state.current[class], 0, "none of this");
        assertTrue(ListId.unwrap(consensus.listId(model, author, authorBps)) == ListId.unwrap(list), "its id");
    }

    function test_offer_takesTheEndOfItsClass(uint256 class_) public {
        uint8 class = uint8(bound(class_, 0, 3));
        uint256 sink = consensus.owedSink();
        Seat memory s = consensus.getSeat(newcomer);
        vm.prank(s.signer);
        vm.expectEmit(address(consensus));
        emit IPlaces.Offered(newcomer, listOf(MODEL), class, entranceFee(), epochNow() + 1);
        consensus.offer(newcomer, MODEL, address(0), 0, class);
        assertEq(consensus.getSeat(newcomer).index, class == 0 ? 24 : 0, "index");
        assertEq(consensus.owedSink() - sink, entranceFee(), "the fee is the sink's");
        uint16[] memory next = consensus.placesOf(listOf(MODEL), class, true);
        assertEq(next[next.length - 1], newcomer, "the last");
        assertEq(consensus.placesOf(listOf(MODEL), class, false).length, class == 0 ? 24 : 0, "not in this epoch");
    }

    /// @dev Everybody who serves a model for another author, or another part, stands in another list.
    function test_offer_listsAreOfAModelAndAnAuthor() public pure {
        ListId list = listOf(MODEL, address(1), 1);
        assertTrue(list != listOf(OTHER, address(1), 1), "another model");
        assertTrue(list != listOf(MODEL, address(2), 1), "another author");
        assertTrue(list != listOf(MODEL, address(1), 2), "another part");
    }

    /// @dev While a list opens as many as like enter, each for the least fee.
    function test_offer_anybodyEntersWhileAListOpens(uint256 count) public {
        count = bound(count, 1, 40);
        for (uint256 i; i < count; ++i) {
            uint16 seat = join(100 + i);
            vm.prank(signerOf(seat));
            vm.expectEmit(address(consensus));
            emit IPlaces.Offered(seat, listOf(OTHER), 0, entranceFee(), epochNow() + 1);
            consensus.offer(seat, OTHER, address(0), 0, 0);
        }
        assertEq(consensus.getList(listOf(OTHER)).next[0], count, "places");
    }

    /* REWARDS OF ANOTHER LIST */

    function test_offer_toAnotherListPaysRewardsOut(uint256 share) public {
        openList(30, 7, STRANGER, 1_000);
        uint16 seat = earnFor(uint64(bound(share, entranceFee() + 1, hardSlash())), 1_000);
        uint64 rewards = rewardsOf(seat);
        withdrawOffer(seat);
        Seat memory s = consensus.getSeat(seat);
        vm.prank(s.signer);
        vm.expectEmit(address(consensus));
        emit IPlaces.Claimed(seat, rewards, rewards / 100, STRANGER, rewards / 10, true);
        consensus.offer(seat, OTHER, address(0), 0, 0);
        assertEq(consensus.credit(s.owner), rewards - rewards / 100 - rewards / 10, "the owner's credit");
        assertEq(consensus.credit(STRANGER), rewards / 10, "the author's");
        assertEq(consensus.owedTreasury(), rewards / 100, "the treasury's");
        assertEq(balanceOf(seat), s.paidIn - entranceFee(), "what was paid in, less the fee");
        noteAccount(s.owner);
    }

    function test_offer_toTheSameListKeepsRewards() public {
        uint16 seat = earn(hardSlash());
        Seat memory s = consensus.getSeat(seat);
        withdrawOffer(seat);
        offer(seat, 0);
        assertEq(balanceOf(seat), s.balance - entranceFee(), "the fee alone");
        assertEq(consensus.owedTreasury(), 0, "nothing left");
    }

    function test_offer_toAnotherListWithoutRewards() public {
        uint64 before = balanceOf(2);
        withdrawOffer(2);
        offer(2, OTHER, 0);
        assertEq(balanceOf(2), before - entranceFee(), "the fee alone");
        assertEq(consensus.credit(holderOf(2)), 0, "no credit");
    }

    /* REVERTS */

    function test_offer_revertsForAFreeSlot(uint256 seat) public {
        seat = bound(seat, 25, type(uint16).max);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, seat));
        consensus.offer(uint16(seat), MODEL, address(0), 0, 0);
    }

    function test_offer_revertsByAnybodyElse(address caller) public {
        vm.assume(caller != signerOf(newcomer) && caller != holderOf(newcomer));
        vm.prank(caller);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotSeatOwner.selector, newcomer, caller));
        consensus.offer(newcomer, MODEL, address(0), 0, 0);
    }

    function test_offer_revertsForASeatThatLeaves() public {
        exit(newcomer);
        uint256 to = consensus.getSeat(newcomer).to;
        revertsWith(
            abi.encodeWithSelector(IConsensusErrors.SeatLeaving.selector, newcomer, to), MODEL, address(0), 0, 0
        );
    }

    /// @dev One bond answers for one list.
    function test_offer_revertsForASeatWithAPlace(bool same) public {
        offer(newcomer, 1);
        Digest model = same ? MODEL : OTHER;
        bytes memory placed = abi.encodeWithSelector(IConsensusErrors.SeatPlaced.selector, newcomer, listOf(MODEL));
        revertsWith(placed, model, address(0), 0, 0);
    }

    function test_offer_revertsBeyondTheHighestClass(uint256 class_) public {
        uint8 class = uint8(bound(class_, 4, type(uint8).max));
        bytes memory range = abi.encodeWithSelector(IConsensusErrors.ClassOutOfRange.selector, class);
        revertsWith(range, MODEL, address(0), 0, class);
    }

    function test_offer_revertsWithoutModel() public {
        bytes memory empty = abi.encodeWithSelector(IConsensusErrors.EmptyDigest.selector);
        revertsWith(empty, Digest.wrap(0), address(0), 0, 0);
    }

    function test_offer_revertsForMoreThanAFifthForTheAuthor(address author, uint256 bps) public {
        uint16 authorBps = uint16(bound(bps, 2_001, type(uint16).max));
        revertsForAuthor(author, authorBps);
    }

    function test_offer_revertsForAPartOfNobody(uint256 bps) public {
        revertsForAuthor(address(0), uint16(bound(bps, 1, 2_000)));
    }

    function test_offer_revertsForAnAuthorWithoutPart(address author) public {
        vm.assume(author != address(0));
        revertsForAuthor(author, 0);
    }

    function test_offer_revertsWhenTheEntranceIsClosed() public {
        nextEpoch();
        offer(newcomer, 0);
        uint16 late = join(25);
        uint256 opensAt = (epochNow() + 1) * p.epoch;
        vm.prank(signerOf(late));
        expectError(abi.encodeWithSelector(IConsensusErrors.EntranceClosed.selector, listOf(MODEL), opensAt));
        consensus.offer(late, MODEL, address(0), 0, 3);
        vm.warp(opensAt);
        offer(late, 3);
    }

    function test_offer_revertsBelowBondAndFee(uint256 amount) public {
        address signer = newSigner(25);
        uint64 paid = uint64(bound(amount, p.bond, p.bond + entranceFee() - 1));
        payingPrank(signer, paid);
        uint16 poor = consensus.join{value: valueOf(paid)}(STRANGER, paid);
        vm.prank(signer);
        expectError(abi.encodeWithSelector(IConsensusErrors.BalanceTooLow.selector, poor, paid, p.bond + entranceFee()));
        consensus.offer(poor, MODEL, address(0), 0, 0);
    }

    /// @dev Exactly enough is enough: the bond is left.
    function test_offer_leavesTheBond() public {
        uint64 paid = p.bond + entranceFee();
        address signer = newSigner(25);
        payingPrank(signer, paid);
        uint16 seat = consensus.join{value: valueOf(paid)}(STRANGER, paid);
        offer(seat, 0);
        assertEq(balanceOf(seat), p.bond, "the bond");
    }

    /// @dev Rewards of another list are gone before the fee is taken: they cannot pay it.
    function test_offer_revertsWhenRewardsOfAnotherListWouldPay() public {
        uint64 paid = p.bond + entranceFee();
        for (uint256 i; i < 3; ++i) {
            address signer = newSigner(40 + i);
            payingPrank(signer, paid);
            offer(consensus.join{value: valueOf(paid)}(ownerOf(40 + i), paid), OTHER, 0);
        }
        nextEpoch();
        Order memory order = withShare(hardSlash());
        order.model = OTHER;
        uint16 seat = earn(order);
        withdrawOffer(seat);
        // What was paid in is back to where it was: the bond and one fee, which is enough for one more entrance.
        offer(seat, MODEL, 0);
        withdrawOffer(seat);
        nextEpoch();
        vm.prank(signerOf(seat));
        expectError(
            abi.encodeWithSelector(IConsensusErrors.BalanceTooLow.selector, seat, p.bond, p.bond + entranceFee())
        );
        consensus.offer(seat, OTHER, address(0), 0, 0);
    }

    /* HELPERS */

    function revertsForAuthor(address author, uint16 authorBps) private {
        bytes memory invalid = abi.encodeWithSelector(IConsensusErrors.InvalidAuthorShare.selector, author, authorBps);
        revertsWith(invalid, MODEL, author, authorBps, 0);
    }

    function revertsWith(bytes memory reason, Digest model, address author, uint16 authorBps, uint8 class) private {
        vm.prank(signerOf(newcomer));
        expectError(reason);
        consensus.offer(newcomer, model, author, authorBps, class);
    }
}
