// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, Settlement, Terms, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice Attacks with keys, and by accounts that have none.
contract KeysTest is TaskSteps {
    uint256 private constant NEW = 500;

    /* A13: A STOLEN KEY */

    /// @dev The owner takes another key: in the tasks of later epochs the stolen one is nobody's, neither for votes nor
    /// for contradictions nor for the place.
    function test_A13_aStolenKeyIsReplaced() public {
        uint16 seat = 5;
        address stolen = signerOf(seat);
        rotate(seat, NEW);
        nextEpoch();
        (Terms memory terms, uint8 member) = askUntilDrawn(seat, 3, p.minimumShare);
        Committee committee = settled(terms);
        uint64 before = balanceOf(seat);
        Contradiction memory c = contradictionOf(terms, committee, member, LIE);
        Vote memory vote = signVote(c.task, member, stolen, LIE, c.seal);
        (c.r, c.vs) = (vote.r, vote.vs);
        address signer = signerOf(seat);
        expectError(abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, c.task, member, signer, stolen));
        consensus.punish(c);
        vm.prank(stolen);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotSeatOwner.selector, seat, stolen));
        consensus.exit(seat);
        assertEq(balanceOf(seat), before, "the thief took nothing");
    }

    /// @dev A thief that is faster signs against each task of the epoch: a tenth of the bond goes at most, of which it
    /// gets a bounty of a tenth at most.
    function test_A13_whatAStolenKeySignedBeforeCostsOneHardSlash() public {
        uint16 seat = 5;
        vm.warp((epochNow() + 1) * p.epoch - 600);
        Contradiction[] memory signed = new Contradiction[](3);
        for (uint256 i; i < 3; ++i) {
            (Terms memory terms, uint8 member) = askUntilDrawn(seat, 3, hardSlash());
            Committee committee = settled(terms);
            signed[i] = contradictionOf(terms, committee, member, LIE);
        }
        rotate(seat, NEW);
        uint64 before = balanceOf(seat);
        vm.startPrank(STRANGER);
        consensus.punish(signed[0]);
        for (uint256 i = 1; i < 3; ++i) {
            expectError(
                abi.encodeWithSelector(IConsensusErrors.AlreadyPunished.selector, signed[i].task, signed[i].member)
            );
            consensus.punish(signed[i]);
        }
        vm.stopPrank();
        assertEq(before - balanceOf(seat), hardSlash(), "one");
        assertLe(10 * consensus.credit(STRANGER), hardSlash(), "the thief gets a tenth at most");
        assertEq(consensus.getSeat(seat).to, 0, "the seat stays");
    }

    /* S15: ROTATING AWAY */

    /// @dev Who signed a lie and takes another key answers for it with the old one.
    function test_S15_whoRotatesDoesNotEscape() public {
        Terms memory terms = ask(7);
        uint16 seat = seatsOf(terms)[3];
        Committee committee = settled(terms);
        Contradiction memory c = contradictionOf(terms, committee, 3, LIE);
        rotate(seat, NEW);
        vm.warp(deadAt(terms) - 1);
        uint64 before = balanceOf(seat);
        consensus.punish(c);
        noteAccount(address(this));
        assertEq(before - balanceOf(seat), lieCost(terms.order.share), "as if it had not");
    }

    /// @dev Votes that were signed before somebody rotated are settled after it.
    function test_S15_whoRotatesSpoilsNoSettlement() public {
        vm.warp((epochNow() + 1) * p.epoch - 60);
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        Settlement memory s = settlementOf(terms, TRUTH);
        uint64 before = balanceOf(seats[3]);
        rotate(seats[3], NEW);
        nextEpoch();
        consensus.settle(s);
        assertOutput(terms, TRUTH);
        assertEq(balanceOf(seats[3]), before + terms.order.share, "paid by its old key");
    }

    /* A19, S16: CONTRACT ACCOUNTS */

    /// @dev They could take a seat and never sign a vote, or say later that they had not: they take none.
    function test_A19_aContractTakesNoSeat() public {
        give(STRANGER, stake() * p.unit);
        vm.prank(STRANGER, REQUESTER);
        expectError(abi.encodeWithSelector(IConsensusErrors.SignerIsContract.selector, STRANGER));
        consensus.join{value: valueOf(stake())}(STRANGER, stake());
    }

    /// @dev Nor is it put in a key's place: a new key signs for itself.
    function test_S16_aContractTakesNoSeatOver(bytes32 r, bytes32 vs) public {
        address taker = address(consensus);
        (address owner, bytes32 digest) = (holderOf(2), consensus.signerDigest(2));
        address recovered = recoveredFrom(digest, r, vs);
        vm.assume(recovered == address(0));
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.InvalidSigner.selector, taker, recovered));
        consensus.setSigner(2, taker, r, vs);
    }

    /* A22: A SLASHED SEAT */

    /// @dev A loss that makes votes count for nothing is made good by anybody, at once.
    function test_A22_aSlashedSeatIsFilledUp() public {
        uint16 seat = 7;
        lie(seat);
        uint64 before = balanceOf(seat);
        payingPrank(STRANGER, hardSlash());
        consensus.topUp{value: valueOf(hardSlash())}(seat, hardSlash());
        assertEq(balanceOf(seat), before + hardSlash(), "filled up");
        (Terms memory terms, uint8 member) = askUntilDrawn(seat, 3, p.minimumShare);
        settled(terms);
        assertTrue(taskOf(terms).winners & one(member) != 0, "its vote counts");
    }
}
