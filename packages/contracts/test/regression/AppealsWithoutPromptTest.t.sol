// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Terms, Verdict} from "../../src/interfaces/ConsensusTypes.sol";
import {Wager} from "../../src/consumers/Wager.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice What appeals of a prompt that its owner takes away do.
/// @dev They need a prompt that honest members of the appeal cannot fetch, though the first committee could.
contract AppealsWithoutPromptTest is TaskSteps {
    uint256 private constant PLACES = 45;
    uint256 private constant CARTEL = 13;

    function seatsAtStart() internal pure override returns (uint256) {
        return PLACES;
    }

    /// @dev The appellant looks at the appeal's committee before it serves its own prompt. Where it does not suit, the
    /// honest say `UNAVAILABLE`, as they must, and there are seven more tries: each costs its deposit.
    function test_P6_aWrongAppealCostsMoreThanItCanBeExpectedToDestroy() public {
        Terms memory terms = ask(7);
        settled(terms);
        Terms memory appealTerms = concludedUnavailable(terms);
        uint256 spent = feeOf(appealTerms.order) + consensus.getAppeal(idOf(terms)).deposit - consensus.credit(STRANGER);
        (uint256 chance, uint256 certain) = chanceOfAQuorum(PLACES - 7, CARTEL, appealTerms.order.committeeSize);
        uint256 atStake = 7 * uint256(p.bond);
        assertLe(atStake * chance / certain, spent, "expected damage of one try of a cartel of 13 in 45");
    }

    /// @dev One appeal that finds the prompt unavailable, at the end of the window: the decision is never final, never
    /// overturned, and cannot be appealed any more. It says so, and whoever has money on it can call it off. That costs
    /// the deposit, and only works where nobody who cares has the prompt.
    function test_P6_aDecisionDoesNotStayOpenForEver() public {
        Terms memory terms = ask(7);
        TaskId task = idOf(terms);
        Wager wager = new Wager(consensus, task, REQUESTER, STRANGER, 1 ether);
        fundedPrank(REQUESTER, 1 ether);
        wager.enter{value: 1 ether}();
        fundedPrank(STRANGER, 1 ether);
        wager.enter{value: 1 ether}();
        settled(terms);
        vm.warp(uint256(consensus.verdict(task).appealableUntil) - 60);
        postRound(beacon.roundAt(vm.getBlockTimestamp()) - 1);
        concludedUnavailable(terms);
        vm.warp(uint256(consensus.verdict(task).appealableUntil) + p.outage + p.unbondingPeriod);
        Verdict memory verdict = consensus.verdict(task);
        bool isOut = verdict.isFinal || verdict.overturned || verdict.state != State.Decided;
        if (!isOut) wager.callOff();
    }

    function concludedUnavailable(Terms memory terms) private returns (Terms memory appealTerms) {
        Committee committee;
        (appealTerms, committee) = appealOf(terms);
        start(appealTerms);
        consensus.settle(settlementOf(appealTerms, UNAVAILABLE));
        consensus.conclude(idOf(terms), committee);
        assertState(appealTerms, State.Undecided);
    }

    /// @return chance Draws with a quorum of the cartel.
    /// @return certain All draws.
    function chanceOfAQuorum(uint256 places, uint256 cartel, uint256 size)
        private
        view
        returns (uint256 chance, uint256 certain)
    {
        for (uint256 own = consensus.quorum(uint8(size)); own <= size && own <= cartel; ++own) {
            chance += choose(cartel, own) * choose(places - cartel, size - own);
        }
        certain = choose(places, size);
    }

    function choose(uint256 n, uint256 k) private pure returns (uint256 ways) {
        ways = 1;
        for (uint256 i; i < k; ++i) {
            ways = ways * (n - i) / (i + 1);
        }
    }
}
