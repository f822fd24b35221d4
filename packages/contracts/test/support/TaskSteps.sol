// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seed, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {BitmapLib} from "../../src/libraries/BitmapLib.sol";
import {SealLib} from "../../src/libraries/SealLib.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {SeatSteps} from "./SeatSteps.sol";

/// @notice Steps that several suites of votes, courts and appeals share.
abstract contract TaskSteps is SeatSteps {
    using BitmapLib for uint16;

    Digest internal constant NOTHING = Digest.wrap(0);
    Digest internal constant OTHER_LIE = Digest.wrap(keccak256("another lie"));

    /* SEATS */

    /// @dev A seat that holds its bond and no more once it has a place.
    function bareSeat(uint256 i) internal returns (uint16 seat) {
        uint64 amount = p.bond + entranceFee();
        address signer = newSigner(i);
        payingPrank(signer, amount);
        seat = consensus.join{value: valueOf(amount)}(ownerOf(i), amount);
        offer(seat, 0);
    }

    /// @dev A list of such seats, from the next epoch on, at which the test goes on.
    function openBareList(uint256 count) internal {
        for (uint256 i; i < count; ++i) {
            bareSeat(i);
        }
        nextEpoch();
    }

    function balancesOf(uint16[] memory seats) internal view returns (uint64[] memory balances) {
        balances = new uint64[](seats.length);
        for (uint256 i; i < seats.length; ++i) {
            balances[i] = balanceOf(seats[i]);
        }
    }

    function sumOf(uint64[] memory amounts) internal pure returns (uint256 sum) {
        for (uint256 i; i < amounts.length; ++i) {
            sum += amounts[i];
        }
    }

    /* TASKS */

    /// @dev A task that pays each member this share.
    function askFor(uint8 size, uint64 share) internal returns (Terms memory) {
        Order memory order = orderOf(size);
        order.share = share;
        return ask(order);
    }

    function askByBeacon(uint8 size, uint32 tip) internal returns (Terms memory) {
        Order memory order = orderOf(size);
        (order.seed, order.roundTip) = (Seed.Beacon, tip);
        return ask(order);
    }

    /// @dev Where a seat stands in a committee; the committee's size if it is not in it.
    function memberOf(uint16 seat, uint16[] memory seats) internal pure returns (uint8 member) {
        while (member < seats.length && seats[member] != seat) ++member;
    }

    /// @dev Asks until the seat is drawn.
    function askUntilDrawn(uint16 seat, uint8 size, uint64 share) internal returns (Terms memory terms, uint8 member) {
        do {
            terms = askFor(size, share);
            member = memberOf(seat, seatsOf(terms));
        } while (member == size);
    }

    /// @dev A task with a seat in its committee that lost everything in another one meanwhile: where a hard slash is
    /// half of a bond, it could not pay for a lie.
    function askWithWeak(uint8 size, uint64 share) internal returns (Terms memory terms, uint8 member) {
        Terms memory lost = ask(3);
        uint16[] memory liars = seatsOf(lost);
        uint16 seat = liars[0];
        uint16[] memory seats;
        do {
            (terms, member) = askUntilDrawn(seat, size, share);
            seats = seatsOf(terms);
        } while (memberOf(liars[1], seats) < size || memberOf(liars[2], seats) < size);
        keepCommittee(terms);
        settled(lost, outputsOf(3, LIE));
        concludedAppeal(lost, TRUTH);
        assertLt(balanceOf(seat), hardSlash(), "weak");
    }

    function one(uint256 member) internal pure returns (uint16) {
        return BitmapLib.bit(member);
    }

    /// @dev Terms of a task that nobody added.
    function unknownTerms() internal returns (Terms memory) {
        return Terms(STRANGER, orderOf(3));
    }

    /* VOTES */

    /// @dev Some output from these members, nothing from the others.
    function outputsFrom(uint256 size, uint16 members, Digest output) internal pure returns (Digest[] memory outputs) {
        outputs = new Digest[](size);
        for (uint256 member; member < size; ++member) {
            if (members.has(member)) outputs[member] = output;
        }
    }

    function all(uint256 size) internal pure returns (uint16) {
        return BitmapLib.all(size);
    }

    /// @dev Settled by the votes of some members, who all sealed; the others' votes are left out.
    function settledBy(Terms memory terms, Digest[] memory outputs, uint16 brought)
        internal
        returns (Committee committee)
    {
        committee = keepCommittee(terms);
        consensus.settle(settlementOf(terms, outputs, brought));
    }

    function sealedBy(Terms memory terms, Digest[] memory outputs) internal view returns (bytes32) {
        return SealLib.sealOf(commitmentsOf(idOf(terms), seatsOf(terms), outputs));
    }

    /// @dev Whose signature the contract takes this for.
    function recoveredFrom(bytes32 digest, bytes32 r, bytes32 vs) internal pure returns (address) {
        uint8 v = uint8(uint256(vs) >> 255) + 27;
        return ecrecover(digest, v, r, (vs << 1) >> 1);
    }

    function reveal(Terms memory terms, uint8 member, Digest output) internal {
        TaskId task = idOf(terms);
        consensus.reveal(task, member, output, saltOf(task, member));
    }

    /// @dev Committed in the court by these members, and revealed by them once commits are over.
    function revealedBy(Terms memory terms, uint16 members, Digest output) internal {
        uint8 size = terms.order.committeeSize;
        commitAll(terms, outputsFrom(size, members, output));
        toReveals(terms);
        for (uint8 member; member < size; ++member) {
            if (members.has(member)) reveal(terms, member, output);
        }
    }

    /// @dev A seal of all who gave an output, that these members acknowledged, made the court's.
    function convened(Terms memory terms, Digest[] memory outputs, uint16 members)
        internal
        returns (bytes32[] memory commitments)
    {
        commitments = commitmentsOf(idOf(terms), seatsOf(terms), outputs);
        consensus.convene(terms, commitments, acknowledgementsOf(terms, commitments, members));
    }

    /* APPEALS */

    /// @dev An appeal that all its members answered the same.
    function answeredAppeal(Terms memory terms, Digest output)
        internal
        returns (Terms memory appealTerms, Committee committee)
    {
        (appealTerms, committee) = appealOf(terms);
        start(appealTerms);
        settled(appealTerms, outputsOf(appealTerms.order.committeeSize, output));
    }

    /// @dev The same, with its consequences.
    function concludedAppeal(Terms memory terms, Digest output) internal returns (Terms memory appealTerms) {
        Committee committee;
        (appealTerms, committee) = answeredAppeal(terms, output);
        consensus.conclude(idOf(terms), committee);
    }

    /// @dev One that nobody answered.
    function silentAppeal(Terms memory terms) internal returns (Terms memory appealTerms) {
        (appealTerms,) = appealOf(terms);
        start(appealTerms);
        vm.warp(revealEnd(appealTerms));
        consensus.finalize(idOf(appealTerms));
    }

    /* MONEY */

    /// @dev What is kept of a fee when nothing is decided although somebody worked.
    function keptOf(uint8 size) internal view returns (uint256) {
        return (uint256(size) - consensus.quorum(size) + 1) * softSlash();
    }

    function bountyOf(uint256 slashed) internal view returns (uint256) {
        return slashed / 10 < p.minimumShare ? slashed / 10 : p.minimumShare;
    }

    /// @dev What the requester paid and did not get back.
    function spentBy(address requester, Terms memory terms) internal view returns (uint256) {
        return feeOf(terms.order) - consensus.credit(requester);
    }
}
