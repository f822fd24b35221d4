// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat, Settlement, Terms, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract SetSignerTest is SeatSteps {
    uint256 private constant NEW = 200;

    /* WHAT HAPPENS */

    function test_setSigner_countsFromTheNextEpoch(uint256 which) public {
        uint16 seat = uint16(bound(which, 0, 23));
        (Seat memory expected, address signer) = (consensus.getSeat(seat), newSigner(NEW));
        (bytes32 r, bytes32 vs) = signed(seat, signer);
        vm.prank(expected.owner);
        vm.expectEmit(address(consensus));
        emit IPlaces.SignerSet(seat, signer, epochNow() + 1);

        consensus.setSigner(seat, signer, r, vs);

        (expected.formerSigner, expected.signer) = (expected.signer, signer);
        expected.signerSince = uint32(epochNow() + 1);
        assertEq(abi.encode(consensus.getSeat(seat)), abi.encode(expected), "seat");
        assertHolds(signer, true, seat);
        assertHolds(expected.formerSigner, true, seat);
    }

    /// @dev Even if the vote is brought in the next epoch.
    function test_setSigner_theOldKeyAnswersForTasksOfThisEpoch(uint256 late) public {
        Terms memory terms = ask(7);
        uint16 seat = seatsOf(terms)[2];
        address old = signerOf(seat);
        rotate(seat, NEW);
        skip(bound(late, 0, p.commitWindow + p.revealWindow));
        assertEq(memberSigner(terms, 2), old, "the key of then");
        settled(terms);
        assertOutput(terms, TRUTH);
    }

    /// @dev A task that was added after the change, but in its epoch.
    function test_setSigner_theOldKeyAnswersUntilTheEpochIsOver() public {
        uint16 seat = seatsOf(ask(7))[2];
        address old = signerOf(seat);
        address signer = rotate(seat, NEW);
        vm.warp((epochNow() + 1) * p.epoch - 2);
        Terms memory before = askWith(seat);
        assertEq(memberSigner(before, memberOf(before, seat)), old, "the last second but one");
        settled(before);
        nextEpoch();
        Terms memory after_ = askWith(seat);
        assertEq(memberSigner(after_, memberOf(after_, seat)), signer, "the next epoch");
        settled(after_);
    }

    function test_setSigner_theNewKeysVoteForAnOldTaskIsNone() public {
        Terms memory terms = ask(3);
        uint16 seat = seatsOf(terms)[1];
        address old = signerOf(seat);
        address signer = rotate(seat, NEW);
        Settlement memory s = settlementOf(terms, TRUTH);
        (TaskId task, bytes32 seal) = (idOf(terms), sealOf(terms));
        Vote memory vote = signVote(task, 1, signer, TRUTH, seal);
        s.votes[1] = vote;
        expectError(abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, task, 1, old, signer));
        consensus.settle(s);
    }

    /// @dev Leaving and places are the newest key's to change, at once.
    function test_setSigner_placesAreTheNewKeysAtOnce() public {
        address old = signerOf(6);
        address signer = rotate(6, NEW);
        vm.prank(old);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotSeatOwner.selector, 6, old));
        consensus.exit(6);
        vm.prank(signer);
        consensus.exit(6);
    }

    function test_setSigner_againFreesTheKeyBeforeTheLast() public {
        address first = signerOf(6);
        rotate(6, NEW);
        nextEpoch();
        nextEpoch();
        nextEpoch();
        rotate(6, NEW + 1);
        assertHolds(first, false, 0);
        assertHolds(newSigner(NEW), true, 6);
        assertHolds(newSigner(NEW + 1), true, 6);
    }

    /// @dev With the seat both keys are free again.
    function test_setSigner_bothKeysAreFreeOnceTheSeatIsGone() public {
        address first = signerOf(6);
        rotate(6, NEW);
        free(6);
        assertHolds(first, false, 0);
        assertHolds(newSigner(NEW), false, 0);
    }

    /* REVERTS */

    function test_setSigner_revertsForAFreeSlot(uint256 seat) public {
        seat = bound(seat, 24, type(uint16).max);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, seat));
        consensus.setSigner(uint16(seat), STRANGER, 0, 0);
    }

    function test_setSigner_revertsForASeatThatLeaves() public {
        exit(6);
        Seat memory s = consensus.getSeat(6);
        vm.prank(s.owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatLeaving.selector, 6, s.to));
        consensus.setSigner(6, STRANGER, 0, 0);
    }

    /// @dev Not even by the key itself: a stolen key must not lock its owner out.
    function test_setSigner_revertsByTheSigner() public {
        address signer = signerOf(6);
        vm.prank(signer);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotSeatOwner.selector, 6, signer));
        consensus.setSigner(6, STRANGER, 0, 0);
    }

    function test_setSigner_revertsTooSoonAfterTheLast(uint256 wait) public {
        uint256 since = epochNow() + 1;
        rotate(6, NEW);
        skip(bound(wait, 0, 3 * uint256(p.epoch) - 1));
        (address owner, address signer) = (holderOf(6), newSigner(NEW + 1));
        (bytes32 r, bytes32 vs) = signed(6, signer);
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.RotationTooSoon.selector, 6, since + 2));
        consensus.setSigner(6, signer, r, vs);
    }

    function test_setSigner_isPossibleFromTheEpochThatTheErrorSays() public {
        uint256 since = epochNow() + 1;
        rotate(6, NEW);
        vm.warp((since + 2) * p.epoch);
        rotate(6, NEW + 1);
        assertEq(signerOf(6), newSigner(NEW + 1), "changed again");
    }

    /// @dev Of any seat, the own one included.
    function test_setSigner_revertsForAKeyThatHoldsASeat(uint256 which) public {
        uint16 other = uint16(bound(which, 0, 23));
        revertsForTaken(signerOf(other), other);
    }

    function test_setSigner_revertsForAKeyThatHeldASeatLately() public {
        address former = signerOf(9);
        rotate(9, NEW);
        revertsForTaken(former, 9);
    }

    function test_setSigner_revertsForASignatureOfAnotherKey() public {
        (address signer, address other) = (newSigner(NEW), newSigner(NEW + 1));
        (bytes32 r, bytes32 vs) = signed(6, other);
        revertsFor(signer, other, r, vs);
    }

    function test_setSigner_revertsForASignatureOfAnotherSeat() public {
        address signer = newSigner(NEW);
        (bytes32 r, bytes32 vs) = signed(7, signer);
        revertsFor(signer, recover(consensus.signerDigest(6), r, vs), r, vs);
    }

    /// @dev What was signed for an epoch that is over is of no use.
    function test_setSigner_revertsForASignatureOfAnEpochBefore() public {
        address signer = newSigner(NEW);
        (bytes32 r, bytes32 vs) = signed(6, signer);
        nextEpoch();
        revertsFor(signer, recover(consensus.signerDigest(6), r, vs), r, vs);
    }

    function test_setSigner_revertsWithoutSignature() public {
        revertsFor(newSigner(NEW), address(0), 0, 0);
    }

    /// @dev A signature that recovers nobody is nobody's.
    function test_setSigner_revertsForNobody() public {
        revertsFor(address(0), address(0), 0, 0);
    }

    /* HELPERS */

    function revertsForTaken(address signer, uint16 seat) private {
        address owner = holderOf(6);
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.SignerTaken.selector, signer, seat));
        consensus.setSigner(6, signer, 0, 0);
    }

    function revertsFor(address signer, address recovered, bytes32 r, bytes32 vs) private {
        address owner = holderOf(6);
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.InvalidSigner.selector, signer, recovered));
        consensus.setSigner(6, signer, r, vs);
    }

    function signed(uint16 seat, address signer) private view returns (bytes32 r, bytes32 vs) {
        return vm.signCompact(keyOf(signer), consensus.signerDigest(seat));
    }

    function recover(bytes32 digest, bytes32 r, bytes32 vs) private pure returns (address) {
        return ecrecover(digest, uint8(uint256(vs) >> 255) + 27, r, vs & bytes32(type(uint256).max >> 1));
    }

    function sealOf(Terms memory terms) private view returns (bytes32) {
        return keccak256(abi.encodePacked(commitmentsOf(idOf(terms), seatsOf(terms), outputsOf(3, TRUTH))));
    }

    function memberSigner(Terms memory terms, uint256 member) private view returns (address) {
        (,, address[] memory signers) = consensus.committeeOf(terms);
        return signers[member];
    }

    /// @dev A task whose committee has the seat.
    function askWith(uint16 seat) private returns (Terms memory terms) {
        uint256 time = vm.getBlockTimestamp();
        do {
            vm.warp(time);
            terms = ask(15);
        } while (memberOf(terms, seat) == 15);
    }

    function memberOf(Terms memory terms, uint16 seat) private view returns (uint256 member) {
        uint16[] memory seats = seatsOf(terms);
        while (member < seats.length && seats[member] != seat) ++member;
    }

    function assertHolds(address signer, bool held, uint16 seat) private view {
        (bool holds, uint16 found) = consensus.seatOf(signer);
        assertEq(holds, held, "held");
        assertEq(found, seat, "seat");
    }
}
