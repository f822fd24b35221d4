// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, Settlement, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice A lie costs what a lie costs: once, whichever way it comes to light, and however many ways it does.
contract JeopardyTest is TaskSteps {
    /// @dev An appeal does not ask the first committee, so nobody earns by its own overturn.
    function seatsAtStart() internal pure override returns (uint256) {
        return 30;
    }

    function setUp() public override {
        super.setUp();
        noteAccount(address(this));
    }

    /// @dev Six of seven committed and five revealed the truth; what member 5 committed to is not known.
    function decidedInCourt(Digest last) private returns (Terms memory terms, uint16 seat, Committee committee) {
        terms = ask(7);
        committee = keepCommittee(terms);
        seat = seatsOf(terms)[5];
        Digest[] memory outputs = outputsFrom(7, all(6), TRUTH);
        outputs[5] = last;
        commitAll(terms, outputs);
        toReveals(terms);
        for (uint8 member; member < 5; ++member) {
            reveal(terms, member, TRUTH);
        }
    }

    function refusesContradiction(Terms memory terms, Committee committee, uint8 member) private {
        Contradiction memory c = contradictionOf(terms, committee, member, OTHER_LIE);
        expectError(abi.encodeWithSelector(IConsensusErrors.AlreadyPunished.selector, c.task, member));
        consensus.punish(c);
    }

    function test_no_double_jeopardy_of_a_reveal_then_a_signature() public {
        (Terms memory terms, uint16 seat, Committee committee) = decidedInCourt(LIE);
        uint64 before = balanceOf(seat);
        reveal(terms, 5, LIE);
        refusesContradiction(terms, committee, 5);
        closes(terms, committee);
        assertEq(before - balanceOf(seat), lieCost(terms.order.share), "once");
    }

    function test_no_double_jeopardy_of_a_signature_then_silence() public {
        (Terms memory terms, uint16 seat, Committee committee) = decidedInCourt(LIE);
        uint64 before = balanceOf(seat);
        consensus.punish(contradictionOf(terms, committee, 5, LIE));
        closes(terms, committee);
        assertEq(before - balanceOf(seat), lieCost(terms.order.share), "once");
        assertEq(taskOf(terms).punished, one(5) | one(6), "beside who never came");
    }

    function test_no_double_jeopardy_of_a_signature_then_a_reveal() public {
        (Terms memory terms, uint16 seat, Committee committee) = decidedInCourt(LIE);
        uint64 before = balanceOf(seat);
        consensus.punish(contradictionOf(terms, committee, 5, LIE));
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.AlreadyRevealed.selector, idOf(terms), 5);
        bytes memory call = abi.encodeCall(consensus.reveal, (idOf(terms), 5, LIE, saltOf(idOf(terms), 5)));
        (bool done, bytes memory answer) = address(consensus).call(call);
        assertEq(done, false, "refused");
        assertEq(answer, reason, "known");
        assertEq(before - balanceOf(seat), lieCost(terms.order.share), "once");
    }

    function closes(Terms memory terms, Committee committee) private {
        vm.warp(deadAt(terms));
        consensus.close(idOf(terms), committee);
    }

    /// @dev A lie that was revealed in the court and voted for in lane 1 as well.
    function test_no_double_jeopardy_in_both_lanes() public {
        Terms memory terms = ask(7);
        uint16 seat = seatsOf(terms)[0];
        Settlement memory s = settlementOf(terms, outputsWith(7, 1, LIE));
        revealedBy(terms, 1, LIE);
        uint64 before = balanceOf(seat);
        Committee committee = keepCommittee(terms);
        consensus.settle(s);
        refusesContradiction(terms, committee, 0);
        assertEq(before - balanceOf(seat), lieCost(terms.order.share), "once");
    }

    /// @dev Half a least share for an `UNAVAILABLE`, the rest for one lie, nothing for the next.
    function test_a_lost_unavailable_is_no_shield_against_a_lie() public {
        (Terms memory terms, uint16 seat, Committee committee) = decidedInCourt(UNAVAILABLE);
        uint64 before = balanceOf(seat);
        reveal(terms, 5, UNAVAILABLE);
        assertEq(before - balanceOf(seat), softSlash(), "a little");
        consensus.punish(contradictionOf(terms, committee, 5, LIE));
        refusesContradiction(terms, committee, 5);
        assertEq(before - balanceOf(seat), lieCost(terms.order.share), "a lie's price");
    }

    /// @dev What a replaced key signed costs less than a lie each time; an overturn gives back what was lost, no more.
    function test_a_replaced_key_is_repaid_what_it_cost() public {
        vm.warp((epochNow() + 1) * p.epoch - 600);
        uint64 share = hardSlash() * 6 / 10;
        (Terms memory first, uint8 member) = askUntilDrawn(3, 7, share);
        (Terms memory second, uint8 other) = askUntilDrawn(3, 7, share);
        Committee committee = settled(first, outputsFrom(7, all(7) & ~one(member), LIE));
        Committee another = settled(second, outputsFrom(7, all(7) & ~one(other), LIE));
        rotate(3, 700);
        uint64 before = balanceOf(3);
        consensus.punish(contradictionOf(first, committee, member, TRUTH));
        assertEq(before - balanceOf(3), lieCost(share), "a lie's price");
        consensus.punish(contradictionOf(second, another, other, TRUTH));
        assertEq(before - balanceOf(3), hardSlash(), "the rest of a hard slash");
        uint64 between = balanceOf(3);
        concludedAppeal(second, TRUTH);
        assertEq(balanceOf(3) - between, hardSlash() - lieCost(share), "what the second had cost");
    }

    /// @dev Being slashed for a small lie first saves no bond.
    function test_a_punished_winner_does_not_escape_an_overturn() public {
        Terms memory terms = ask(7);
        uint16 seat = seatsOf(terms)[2];
        uint64 before = balanceOf(seat);
        Committee committee = settled(terms, outputsOf(7, LIE));
        consensus.punish(contradictionOf(terms, committee, 2, OTHER_LIE));
        concludedAppeal(terms, TRUTH);
        uint64 share = terms.order.share;
        assertEq(balanceOf(seat), before + share - lieCost(share) - p.bond, "both");
    }
}
